import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { syncFolder } from './syncFolder.ts'

/**
 * Gives a restored copy its place; what was there stays beside under another name. A start that finds only
 * `postgres.restored`, after a power cut between two names, finishes this (`requireCluster`).
 * @returns the names under which the former parts are kept
 */
export async function putInPlace(beside: string, folder: string): Promise<string[]> {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\..*/g, '')
  const kept: string[] = []
  async function setAside(part: string): Promise<void> {
    if (!existsSync(`${folder}/${part}`)) return
    const name = `${part}.before-${stamp}`
    await rename(`${folder}/${part}`, `${folder}/${name}`)
    kept.push(name)
  }
  await rename(`${beside}/postgres`, `${folder}/postgres.restored`)
  await setAside('files')
  if (existsSync(`${beside}/files`)) await rename(`${beside}/files`, `${folder}/files`)
  await setAside('postgres')
  await rename(`${folder}/postgres.restored`, `${folder}/postgres`)
  await syncFolder(folder)
  return kept
}
