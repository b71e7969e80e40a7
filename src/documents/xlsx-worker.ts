import { parentPort, workerData } from 'node:worker_threads'
import type { CellValue } from 'hucre'
import type { ListFrame } from './cell.ts'
import { writePrintable } from './xlsx-sheet.ts'

const { frame, rows } = workerData as { frame: ListFrame; rows: CellValue[][] }
parentPort?.postMessage(await writePrintable(frame, rows))
