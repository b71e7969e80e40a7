const version = 1
const names = ['keys', 'items', 'kept'] as const

/** keys: what opens the rest. items: what waits to be sent. kept: what may be looked at without network. */
export type Shelf = (typeof names)[number]

/** Where a browser keeps things beyond the page: its database, or only the memory of this page. */
export interface Shelves {
  /** False when everything is gone with the page. */
  readonly lasting: boolean
  get(shelf: Shelf, id: string): Promise<unknown>
  put(shelf: Shelf, id: string, value: unknown): Promise<void>
  remove(shelf: Shelf, id: string): Promise<void>
  entries(shelf: Shelf): Promise<readonly (readonly [id: string, value: unknown])[]>
}

let opened: Promise<Shelves> | undefined

/**
 * The shelves of this browser. Without a secure context (plain http beyond this machine) nothing can be
 * enciphered, so nothing is kept there beyond the page.
 */
export function openShelves(): Promise<Shelves> {
  opened ??=
    isSecureContext && crypto.subtle ? lasting().catch(fleeting) : Promise.resolve(fleeting())
  return opened
}

async function lasting(): Promise<Shelves> {
  const request = indexedDB.open('chongyang-pocket', version)
  request.onupgradeneeded = () => {
    for (const name of names) request.result.createObjectStore(name)
  }
  const db = await done(request)
  const on = (shelf: Shelf, mode: IDBTransactionMode) =>
    db.transaction(shelf, mode).objectStore(shelf)
  return {
    lasting: true,
    get: (shelf, id) => done(on(shelf, 'readonly').get(id)),
    put: async (shelf, id, value) => void (await done(on(shelf, 'readwrite').put(value, id))),
    remove: async (shelf, id) => void (await done(on(shelf, 'readwrite').delete(id))),
    async entries(shelf) {
      const store = on(shelf, 'readonly')
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())])
      return keys.map((key, index) => [String(key), values[index] as unknown] as const)
    },
  }
}

function fleeting(): Shelves {
  const held = new Map<string, Map<string, unknown>>(names.map((name) => [name, new Map()]))
  const on = (shelf: Shelf) => held.get(shelf) as Map<string, unknown>
  return {
    lasting: false,
    get: async (shelf, id) => on(shelf).get(id),
    put: async (shelf, id, value) => void on(shelf).set(id, value),
    remove: async (shelf, id) => void on(shelf).delete(id),
    entries: async (shelf) => [...on(shelf)],
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser keeps nothing'))
  })
}
