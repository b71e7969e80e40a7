import type { Finder, PageEntry } from './web/pageEntry.ts'

/** Every page of the workbench. A new capability adds its lines; the first of a group leads it. */
export const pages: readonly PageEntry[] = [
  {
    path: 'orgs',
    title: '组织机构',
    permission: 'orgs.read',
    nav: { group: '资料', icon: 'tree' },
    load: async () => (await import('./orgs/ui/OrgPage.tsx')).OrgPage,
  },
]

/** What the find box in the top bar finds. */
export const finder: Finder | undefined = undefined
