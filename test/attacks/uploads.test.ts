import { beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import type { Actor } from '#src/kernel/access.ts'
import { measure } from '#src/files/add.ts'
import { checkInProcess } from '#src/files/check/inProcess.ts'
import { useWorld } from '../harness/world.ts'
import { documentSamples, pdfOf } from './uploads/documents.ts'
import { imageSamples, phonePhoto, widePng } from './uploads/images.ts'
import { bombXlsx } from './uploads/offices.ts'
import type { Sample } from './uploads/sample.ts'

const world = useWorld()
let clerk: Actor
let bureau: number

const samples = [...(await imageSamples()), ...documentSamples()]

beforeAll(async () => {
  bureau = await world.org('bureau', { parentId: await world.org('region') })
  clerk = await world.actor('bureauClerk', bureau)
})

async function add(sample: Sample) {
  const retireeId = await world.retiree({ homeId: bureau })
  const kind = sample.photo ? 'photo' : 'evidence'
  const { what: title, fileName, bytes } = sample
  const { id } = await world.do(
    clerk,
    'files.add',
    { retireeId, kind, title, fileName },
    { file: bytes },
  )
  const file = await world.do(clerk, 'files.get', { id })
  return {
    contentType: file.contentType as string,
    body: file.body as Buffer,
    name: file.fileName as string,
  }
}

test('the corpus is large enough', () => {
  expect(samples.filter(({ wanted }) => wanted.startsWith('files.')).length).toBeGreaterThan(60)
})

// ASVS 5.0 V5.2.2, V5.3.1, V14.2.8.
test.each(samples)('$what: $wanted', async (sample) => {
  if (sample.wanted.startsWith('files.')) {
    await expect(add(sample)).rejects.toMatchObject({
      code: sample.wanted,
      issues: [{ field: 'file', message: expect.stringMatching(/[\u4e00-\u9fff]/) }],
    })
    return
  }
  const kept = await add(sample)
  if (sample.wanted === 'kept') {
    expect(kept.body.equals(sample.bytes)).toBe(true)
    return
  }
  expect(kept.contentType).toMatch(/^image\/(jpeg|png)$/)
  expect(kept.body.equals(sample.bytes)).toBe(false)
  for (const word of sample.gone ?? []) expect(kept.body.includes(word)).toBe(false)
  const { exif, xmp, iptc, icc, orientation, comments } = await sharp(kept.body).metadata()
  expect({ exif, xmp, iptc, icc, orientation, comments }).toEqual({})
})

test('a photo taken upright stands upright, and its place is in the original only', async () => {
  const original = await phonePhoto()
  expect((await sharp(original).metadata()).exif?.includes('Canary')).toBe(true)
  const retireeId = await world.retiree({ homeId: bureau })
  const input = { retireeId, kind: 'photo', title: '近照', fileName: 'a.jpg' }
  const { id } = await world.do(clerk, 'files.add', input, { file: original })
  const full = await sharp((await world.do(clerk, 'files.get', { id })).body).metadata()
  expect([full.width, full.height]).toEqual([480, 640])
  const small = await sharp((await world.do(clerk, 'files.photo', { retireeId })).body).metadata()
  expect([small.format, small.width, small.height]).toEqual(['jpeg', 300, 400])
})

// ASVS 5.0 V5.2.3: 314 MB in a small file are refused within 50 ms and 20 MB, before anything is unpacked.
test('a bomb is refused by its list of parts alone', async () => {
  const bomb = bombXlsx()
  const before = process.memoryUsage().rss
  const begun = performance.now()
  expect(() => measure(bomb, 'a.xlsx', false)).toThrow(/解压后大得反常/)
  const [took, grown] = [performance.now() - begun, process.memoryUsage().rss - before]
  process.stdout.write(`bomb of ${bomb.length} bytes: ${took.toFixed(1)} ms, ${grown} bytes\n`)
  expect(grown).toBeLessThan(20 * 1024 * 1024)
  const pixels = widePng(50_000, 50_000)
  expect(() => measure(pixels, 'a.png', false)).toThrow(/像素过大/)
})

test('a decoder that runs out of memory or time takes nothing with it', async () => {
  const file = { bytes: await phonePhoto(), type: 'jpeg' as const, photo: true }
  await expect(checkInProcess(file, { memory: 64 })).rejects.toMatchObject({
    code: 'files.tooHeavy',
  })
  await expect(checkInProcess(file, { milliseconds: 1 })).rejects.toMatchObject({
    code: 'files.tooSlow',
  })
  expect((await checkInProcess(file)).contentType).toBe('image/jpeg')
})

test('titles with unseen characters are refused, and names come from titles alone', async () => {
  const bytes = pdfOf()
  const sample = { fileName: 'a.pdf', bytes, wanted: 'kept' as const }
  for (const what of ['a\u202egpj.exe', 'a\u0007', ''])
    await expect(add({ ...sample, what })).rejects.toMatchObject({ issues: [{ field: 'title' }] })
  expect((await add({ ...sample, what: '../<b>x</b>"; rm' })).name).toBe('_b_x_b_rm.pdf')
})

test('many at once are taken in turn or told to wait', async () => {
  const retireeId = await world.retiree({ homeId: bureau })
  const photo = await phonePhoto()
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) =>
      world.do(
        clerk,
        'files.add',
        {
          retireeId,
          kind: 'evidence',
          title: `第 ${index}`,
          fileName: index % 2 ? 'a.jpg' : 'a.pdf',
        },
        { file: index % 2 ? photo : pdfOf(`/Lang (${index})`) },
      ),
    ),
  )
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
  for (const result of results)
    if (result.status === 'rejected')
      expect(['files.busy', 'files.same']).toContain((result.reason as { code: string }).code)
})
