import { bundleOfTag, isSensitive, type Bundle } from './access/bundle.ts'
import type { Filters } from './list.ts'
import type { SensitiveGroup } from './purpose.ts'
import type { TagCode } from './tag.ts'

/** A condition that tells of everyone found what is not ordinary work data. */
export interface Sought {
  readonly key: keyof Filters
  readonly bundle: Bundle
  readonly words: string
}

/** The conditions that ask so. */
export const soughtBy: Partial<Record<keyof Filters, readonly [Bundle, string]>> = {
  healthStatus: ['health', '健康情况'],
  highAgeHighIllness: ['health', '健康情况'],
  selfCareLevel: ['care', '自理能力'],
  livingArrangement: ['living', '居住状况'],
  birthMonth: ['birth', '出生月份'],
}

/** What the conditions of a list ask about, where that is not ordinary work data. */
export function soughtIn(filters: Filters): Sought[] {
  const plain = Object.entries(soughtBy).flatMap(([key, [bundle, words]]) =>
    isAsked(filters[key as keyof Filters]) ? [{ key: key as keyof Filters, bundle, words }] : [],
  )
  const bundle = filters.tag && bundleOfTag[filters.tag as TagCode]
  return bundle && bundle !== 'work' ? [...plain, { key: 'tag', bundle, words: '这个标签' }] : plain
}

function isAsked(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** Of these, what opens for a purpose only. */
export function sensitiveIn(filters: Filters): (Sought & { readonly bundle: SensitiveGroup })[] {
  return soughtIn(filters).filter((one): one is Sought & { bundle: SensitiveGroup } =>
    isSensitive(one.bundle),
  )
}
