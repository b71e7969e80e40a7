import { readFileSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { builtPages } from '#src/commands/pages.ts'
import { createApp } from '#src/http/app.ts'
import { launchBrowser, newVisitor } from './browser.ts'
import { signedIn } from './session.ts'
import type { World } from './world.ts'

const axeSource = readFileSync(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
)
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The built pages served over the world's own database and day, and a browser to walk them. */
export function useSite(world: World) {
  const site = {} as Awaited<ReturnType<typeof openSite>>
  beforeAll(async () => void Object.assign(site, await openSite(world)))
  afterAll(() => site.close())
  return site
}

async function openSite(world: World) {
  const app = createApp({ kernel: world.kernel, pages: await builtPages() })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await launchBrowser()
  return {
    address,
    /** A page on which the actor is signed in; whatever goes wrong on it fails the test. */
    async visit(actor: Actor, path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await newVisitor(browser, options)
      const token = await signedIn(world, actor)
      await context.addCookies([{ name: 'sid', value: token, url: address }])
      const page = await context.newPage()
      page.setDefaultTimeout(120_000)
      page.on('pageerror', (error) => {
        throw error
      })
      await page.goto(address + path)
      await page.locator('h1').waitFor()
      return page
    },
    async close() {
      await browser.close()
      await app.close()
    },
  }
}

/** What axe-core finds wrong with a page: the rules broken, each with its first element. */
export async function axeProblems(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async (values) => {
    interface Found {
      id: string
      nodes: { html: string }[]
    }
    const { axe } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Found[] }> }
    }
    const { violations } = await axe.run({ runOnly: { type: 'tag', values } })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }, axeTags)
}
