import { call, CallError, sentenceOf, upload } from '#src/web/api.ts'
import { visitPhotoKinds } from '#src/visits/found.ts'
import { afterFailure, isDue, type Item } from './item.ts'
import { currentOutbox, dropPhoto, itemOf, photoOf, saveItem } from './outbox.ts'

let turn: Promise<unknown> = Promise.resolve()

/** Sends what waits, one after the other, oldest first; stops at the first that finds no way through. */
export function flush(): Promise<void> {
  return next(async () => {
    for (const { id } of currentOutbox().items.filter(isDue))
      if ((await sendNow(id)) === 'waiting') return
  })
}

/**
 * Sends one visit and its pictures now.
 * @throws CallError what the server declined, or that it cannot be reached; the item says so too.
 */
export async function sendItem(id: string): Promise<Item | undefined> {
  let failure: unknown
  await next(() => sendNow(id, (error) => (failure = error)))
  if (failure) throw failure
  return itemOf(id)
}

/** One at a time, for the outbox is one. */
function next<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work)
  turn = mine.catch(() => undefined)
  return mine
}

type End = 'delivered' | 'waiting' | 'refused' | 'gone'

async function sendNow(
  id: string,
  onFailure: (error: unknown) => void = () => undefined,
): Promise<End> {
  const item = itemOf(id)
  if (!item || !isDue(item)) return 'gone'
  await saveItem({ ...plain(item), state: 'sending', tries: item.tries + 1 })
  try {
    await sendVisit(id)
    await sendPhotos(id)
    const sent = itemOf(id)
    if (sent) await saveItem({ ...sent, state: 'delivered', values: {}, changedAt: Date.now() })
    return 'delivered'
  } catch (error) {
    onFailure(error)
    return keepFailure(id, error)
  }
}

async function sendVisit(id: string): Promise<void> {
  const item = itemOf(id)
  if (!item?.visit || item.followed) return
  const followed = await call('visits.record', item.visit, { key: id })
  await saveItem({ ...item, followed })
}

/** Each picture under a key of its own, so that none arrives twice. */
async function sendPhotos(id: string): Promise<void> {
  for (const photo of itemOf(id)?.photos ?? []) {
    const visitId = itemOf(id)?.followed?.id
    const picture = photo.sent ? undefined : await photoOf(id, photo.id)
    if (visitId === undefined || !picture) continue
    const input = { visitId, kind: photo.kind, fileName: `${visitPhotoKinds[photo.kind]}.jpg` }
    await upload('visits.addPhoto', input, picture, undefined, `${id}.${photo.id}`)
    const item = itemOf(id)
    if (!item) return
    const photos = item.photos.map((one) => (one.id === photo.id ? { ...one, sent: true } : one))
    await saveItem({ ...item, photos })
    await dropPhoto(id, photo.id)
  }
}

async function keepFailure(id: string, error: unknown): Promise<'waiting' | 'refused'> {
  const item = itemOf(id)
  const { kind = 'fault', issues = [] } = error instanceof CallError ? error : {}
  const state = afterFailure(kind)
  const told = state === 'refused' ? { sentence: sentenceOf(error), issues } : {}
  if (item) await saveItem({ ...plain(item), ...told, state })
  return state
}

/** The item without what an earlier try said. */
function plain(item: Item): Item {
  const { sentence: _, issues: _1, ...rest } = item
  return rest
}
