import { useSyncExternalStore } from 'react'
import type { VisitPhotoKind } from '#src/visits/found.ts'
import type { PocketPerson } from '#src/visits/pocket.ts'
import type { Pocket } from '#src/web/pocket/pocket.ts'
import { inOrder, isStale, type Item } from './item.ts'

let pocket: Pocket | undefined
let items: ReadonlyMap<string, Item> = new Map()
let people: readonly PocketPerson[] = []
let snapshot: Outbox = { ready: false, lasting: false, items: [], people }
const listeners = new Set<() => void>()

/** What waits on this device, as pages show it. */
export interface Outbox {
  /** False until the key is at hand: then nothing can be read or kept. */
  readonly ready: boolean
  /** False where everything is gone with the page: plain http beyond this machine. */
  readonly lasting: boolean
  /** Oldest first. */
  readonly items: readonly Item[]
  /** Whom one may choose without network, as last fetched. */
  readonly people: readonly PocketPerson[]
}

/** The unsent visits of the account signed in. */
export function useOutbox(): Outbox {
  return useSyncExternalStore(subscribe, () => snapshot)
}

/** The same outside of a page. */
export const currentOutbox = (): Outbox => snapshot

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function tell(): void {
  snapshot = {
    ready: pocket !== undefined,
    lasting: pocket?.lasting ?? false,
    items: inOrder(items.values()),
    people,
  }
  for (const listener of listeners) listener()
}

/** Opens the outbox with a key, or shuts it without one. */
export async function openOutbox(next: Pocket | undefined, now = Date.now()): Promise<void> {
  const entries = next ? await next.all<Item>('items') : []
  pocket = next
  people = (await next?.get<PocketPerson[]>('kept', 'people')) ?? []
  const own = entries.filter(([id]) => !id.includes('/'))
  items = new Map(own)
  for (const [id, item] of own) if (isStale(item, now)) await dropItem(id)
  tell()
}

/** The item, as it stands on the device. */
export function itemOf(id: string): Item | undefined {
  return items.get(id)
}

/** Writes an item down; what is shown follows at once. */
export async function saveItem(item: Item): Promise<void> {
  if (!pocket) return
  items = new Map(items).set(item.id, item)
  tell()
  await pocket.put('items', item.id, item)
}

/** Forgets an item and its pictures. */
export async function dropItem(id: string): Promise<void> {
  if (!pocket) return
  for (const { id: photo } of items.get(id)?.photos ?? [])
    await pocket.remove('items', `${id}/${photo}`)
  await pocket.remove('items', id)
  items = new Map([...items].filter(([other]) => other !== id))
  tell()
}

/** Keeps a picture beside its item; answers what the item notes of it. */
export async function keepPhoto(itemId: string, kind: VisitPhotoKind, picture: Blob) {
  const id = crypto.randomUUID()
  await pocket?.put('items', `${itemId}/${id}`, await textOf(picture))
  return { id, kind, sent: false }
}

/** The picture as it was kept. */
export async function photoOf(itemId: string, id: string): Promise<Blob | undefined> {
  const kept = await pocket?.get<string>('items', `${itemId}/${id}`)
  if (kept === undefined) return undefined
  const bytes = Uint8Array.from(atob(kept), (letter) => letter.charCodeAt(0))
  return new Blob([bytes], { type: 'image/jpeg' })
}

export async function dropPhoto(itemId: string, id: string): Promise<void> {
  await pocket?.remove('items', `${itemId}/${id}`)
}

async function textOf(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}

/** Keeps whom one may choose without network. */
export async function keepPeople(next: readonly PocketPerson[]): Promise<void> {
  people = next
  tell()
  await pocket?.put('kept', 'people', next)
}
