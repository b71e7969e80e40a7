import { openShelves, type Shelf, type Shelves } from './database.ts'

/** After so many hours without the server the key leaves the device; signing in brings it back. */
export const keyHours = 12

interface HeldKey {
  readonly owner: string
  /** Cannot be taken out of the browser; absent where nothing can be enciphered. */
  readonly key?: CryptoKey
  readonly until: number
}

interface Sealed {
  readonly owner: string
  readonly iv: Uint8Array<ArrayBuffer>
  readonly data: ArrayBuffer
}

/** What one account keeps on this device: enciphered, readable with its own key only. */
export interface Pocket {
  readonly lasting: boolean
  get<T>(shelf: Shelf, id: string): Promise<T | undefined>
  put(shelf: Shelf, id: string, value: unknown): Promise<void>
  remove(shelf: Shelf, id: string): Promise<void>
  all<T>(shelf: Shelf): Promise<readonly (readonly [id: string, value: T])[]>
}

const keyId = 'current'

/** Takes the key that the server gave to the account signed in; another account's key leaves the device. */
export async function unlockPocket(owner: string, raw: string, now = Date.now()): Promise<Pocket> {
  const shelves = await openShelves()
  const until = now + keyHours * 3_600_000
  if (!shelves.lasting) {
    await shelves.put('keys', keyId, { owner, until } satisfies HeldKey)
    return pocketOf(shelves, { owner, until })
  }
  const bytes = Uint8Array.from(atob(raw), (letter) => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  await shelves.put('keys', keyId, { owner, key, until } satisfies HeldKey)
  return pocketOf(shelves, { owner, key, until })
}

/** The pocket of whoever used this device last, as long as the key may stay; without asking the server. */
export async function heldPocket(now = Date.now()): Promise<Pocket | undefined> {
  const shelves = await openShelves()
  const held = (await shelves.get('keys', keyId)) as HeldKey | undefined
  if (!held) return undefined
  if (held.until > now) return pocketOf(shelves, held)
  await shelves.remove('keys', keyId)
  return undefined
}

/** Takes the key off the device; with `wipe`, also all that it opened. */
export async function lockPocket(wipe: boolean): Promise<void> {
  const shelves = await openShelves()
  const held = (await shelves.get('keys', keyId)) as HeldKey | undefined
  await shelves.remove('keys', keyId)
  const gone: readonly Shelf[] = wipe ? ['kept', 'items'] : ['kept']
  for (const shelf of gone)
    for (const [id, value] of await shelves.entries(shelf))
      if ((value as Sealed).owner === held?.owner) await shelves.remove(shelf, id)
}

function pocketOf(shelves: Shelves, { owner, key }: HeldKey): Pocket {
  const place = (id: string) => `${owner}.${id}`
  return {
    lasting: shelves.lasting,
    get: async <T>(shelf: Shelf, id: string) => {
      const kept = await shelves.get(shelf, place(id))
      return kept === undefined ? undefined : ((await opened(key, place(id), kept)) as T)
    },
    put: async (shelf, id, value) =>
      shelves.put(shelf, place(id), await sealed(owner, key, place(id), value)),
    remove: (shelf, id) => shelves.remove(shelf, place(id)),
    async all<T>(shelf: Shelf) {
      const own = (await shelves.entries(shelf)).filter(([id]) => id.startsWith(`${owner}.`))
      const values = await Promise.all(
        own.map(async ([id, kept]) => {
          const value = (await opened(key, id, kept).catch(() => undefined)) as T | undefined
          return [id.slice(owner.length + 1), value] as const
        }),
      )
      return values.filter((entry): entry is readonly [string, T] => entry[1] !== undefined)
    },
  }
}

/** Bound to its place, so that an entry moved elsewhere does not open. */
async function sealed(
  owner: string,
  key: CryptoKey | undefined,
  place: string,
  value: unknown,
): Promise<unknown> {
  if (!key) return { owner, plain: value }
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(place)
  const text = new TextEncoder().encode(JSON.stringify(value))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, text)
  return { owner, iv, data } satisfies Sealed
}

async function opened(key: CryptoKey | undefined, place: string, kept: unknown): Promise<unknown> {
  if (!key) return (kept as { plain?: unknown }).plain
  const { iv, data } = kept as Sealed
  const additionalData = new TextEncoder().encode(place)
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, data)
  return JSON.parse(new TextDecoder().decode(text))
}
