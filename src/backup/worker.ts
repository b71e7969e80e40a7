import { parentPort, workerData } from 'node:worker_threads'
import { makeBackup, type BackupOptions } from './make.ts'

const options = workerData as BackupOptions
const made = await makeBackup({ ...options, master: Buffer.from(options.master) })
parentPort?.postMessage(made)
