import type { ComponentType } from 'react'
import type { IconName } from './kit/Icon.tsx'

/** One line of the page registry. */
export interface PageEntry {
  /** Address without the leading `/`: `roster`, `roster/:id`; empty for the home page. */
  readonly path: string
  readonly title: string
  /** Present on pages of the left navigation. */
  readonly nav?: {
    readonly group: string
    readonly icon: IconName
    /** A number beside the title: what waits there. */
    readonly useCount?: () => number | undefined
  }
  /** The permission needed to see it. */
  readonly permission?: string
  readonly load: () => Promise<ComponentType>
}

export interface FindItem {
  readonly id: string | number
  readonly title: string
  readonly note?: string | undefined
  readonly href: string
}

/** What the find box in the top bar asks, and where it leads. */
export interface Finder {
  readonly placeholder: string
  /** The permission needed to find anything. */
  readonly permission: string
  readonly search: (text: string) => Promise<readonly FindItem[]>
  /** Where Enter leads when no line is chosen. */
  readonly hrefOf: (text: string) => string
}

/** Something at work behind every page, drawn beside it. */
export interface Attendant {
  readonly permission: string
  readonly load: () => Promise<ComponentType>
}
