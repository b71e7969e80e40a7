import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import type { Actor } from '#src/kernel/access.ts'
import { axeProblems, useSite } from '../harness/site.ts'
import { useWorld } from '../harness/world.ts'
import { pdfOf } from '../attacks/uploads/documents.ts'
import { phonePhoto } from '../attacks/uploads/images.ts'
import { page as hostilePage } from '../attacks/uploads/sample.ts'

const world = useWorld()
const site = useSite(world)
const folder = mkdtempSync(join(tmpdir(), 'chongyang-files-'))
let clerk: Actor
let retireeId: number

beforeAll(async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  retireeId = await world.retiree({ homeId: bureau, fullName: '周明远' })
})
afterAll(() => rmSync(folder, { recursive: true }))

function put(name: string, bytes: Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

test('a photo and a document are uploaded, seen, fetched and removed', async () => {
  const page = await site.visit(clerk, `/roster/${retireeId}?tab=files`)
  await page.getByText('还没有附件').waitFor()
  await page.getByRole('button', { name: '上传附件' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/名称/).fill('入户核实单')
  await dialog.locator('input[type=file]').setInputFiles(put('a.pdf', Buffer.from(hostilePage)))
  await dialog.getByRole('button', { name: '上传', exact: true }).click()
  await dialog.getByText('不能上传这种文件').waitFor()
  expect(await axeProblems(page)).toEqual([])
  await dialog.locator('input[type=file]').setInputFiles(put('a.pdf', pdfOf()))
  await dialog.getByRole('button', { name: '上传', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const fetching = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 入户核实单' }).click()
  const file = await fetching
  expect(readFileSync(await file.path()).equals(pdfOf())).toBe(true)

  await page.getByRole('button', { name: '上传附件' }).click()
  await dialog.getByRole('button', { name: /类型/ }).click()
  await page.getByRole('option', { name: '照片' }).click()
  await dialog.getByLabel(/名称/).fill('近照')
  await dialog.locator('input[type=file]').setInputFiles(put('b.jpg', await phonePhoto()))
  await dialog.getByRole('button', { name: '上传', exact: true }).click()
  await page.getByRole('img', { name: '周明远的照片' }).waitFor()
  expect(await axeProblems(page)).toEqual([])

  await page.getByRole('button', { name: '删除 入户核实单' }).click()
  await dialog.getByLabel(/原因/).fill('传错了人')
  await dialog.getByRole('button', { name: '删除', exact: true }).click()
  await page.getByText('删除：传错了人').waitFor()
  await page.close()
})

// ASVS 5.0 V3.2.1, V5.4: what hides in a kept file never runs, however it is opened.
test('a page in the disguise of a picture is fetched as a picture and never runs', async () => {
  const jpeg = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#345' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: hostilePage } })
    .toBuffer()
  const input = { retireeId, kind: 'evidence', title: '伪装', fileName: 'a.jpg' }
  const { id } = await world.do(clerk, 'files.add', input, { file: jpeg })
  const page = await site.visit(clerk, `/roster/${retireeId}?tab=files`)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const fetching = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 伪装' }).click()
  const file = await fetching
  const kept = readFileSync(await file.path())
  expect(kept.includes('script')).toBe(false)
  await page.goto(pathToFileURL(put('伪装.html', kept)).href)

  const direct = page.waitForEvent('download')
  await page.goto(`${site.address}/api/files.get?id=${id}`).catch(() => undefined)
  await direct
  await page.goto(`${site.address}/roster/${retireeId}`)
  await page.evaluate((address) => {
    const frame = document.createElement('iframe')
    frame.src = address
    document.body.append(frame)
  }, `/api/files.get?id=${id}`)
  await page.waitForLoadState('networkidle')
  expect(dialogs).toEqual([])
  await page.close()
})
