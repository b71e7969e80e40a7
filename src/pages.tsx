import type { Finder, PageEntry } from './web/pageEntry.ts'

/** Every page of the workbench. A new capability adds its lines; the first of a group leads it. */
export const pages: readonly PageEntry[] = []

/** What the find box in the top bar finds. */
export const finder: Finder | undefined = undefined
