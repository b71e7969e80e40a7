import { expect, test } from 'vitest'
import { launchBrowser, newVisitor } from './browser.ts'

test('the browser that npm brought shows rare characters in a Chinese font', async () => {
  const browser = await launchBrowser()
  const page = await (await newVisitor(browser)).newPage()
  await page.setContent('<meta charset="utf-8"><p style="font-family: serif">𬱖㛃·离休</p>')
  const inspector = await page.context().newCDPSession(page)
  await inspector.send('DOM.enable')
  await inspector.send('CSS.enable')
  const { root } = await inspector.send('DOM.getDocument')
  const { nodeId } = await inspector.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: 'p',
  })
  const { fonts } = await inspector.send('CSS.getPlatformFontsForNode', { nodeId })
  expect(fonts.map(({ familyName }) => familyName)).toEqual(['Noto Serif SC'])
  expect(await page.evaluate('navigator.language')).toBe('zh-CN')
  await browser.close()
})
