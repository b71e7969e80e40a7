import type { CodeSetName } from '../codes.ts'

export type Kind = 'text' | 'partialDate' | 'code' | 'bool' | 'money' | 'int' | 'json'

/** S1 ordinary work data, S2 personal, S3 sensitive (identity number, health, income). */
export type Sensitivity = 'S1' | 'S2' | 'S3'

/** Who keeps a field true: B bureau, U unit, O party organisation, C community, H health partner, R the person, S the system. */
export type Maintainer = 'B' | 'U' | 'O' | 'C' | 'H' | 'R' | 'S'

/** One field of the master record; everything that shows, checks or stores a field reads this. */
export interface Field<K extends string = string, V extends Kind = Kind> {
  readonly key: K
  readonly title: string
  readonly kind: V
  readonly sensitivity: Sensitivity
  readonly maintainers: readonly Maintainer[]
  /** The codes of a `code` field, or the only values of an `int` field. */
  readonly codeSet?: CodeSetName
  readonly maxLength?: number
  readonly max?: number
  /** Shown after the number of an `int` field. */
  readonly unit?: string
  /** Cannot be emptied, and must be given at registration. */
  readonly required?: boolean
  /** What an emptied field holds instead of nothing. */
  readonly whenBlank?: string | boolean
  /** Field name in 离退信息集 A31 of the personnel system's exchange format. */
  readonly exportCode?: string
}

type Extras = Pick<Field, 'required' | 'whenBlank' | 'exportCode' | 'maxLength' | 'codeSet'>

/** `who` is sensitivity and maintainers in one word, e.g. 'S2 UR'. */
function define<K extends string, V extends Kind>(
  kind: V,
  key: K,
  title: string,
  who: string,
  more: Partial<Field>,
): Field<K, V> {
  const [sensitivity, maintainers] = who.split(' ') as [Sensitivity, string]
  return { ...more, key, title, kind, sensitivity, maintainers: [...maintainers] as Maintainer[] }
}

export function text<K extends string>(
  key: K,
  title: string,
  who: string,
  maxLength: number,
  more: Extras = {},
): Field<K, 'text'> {
  return define('text', key, title, who, { ...more, maxLength })
}

export function partialDate<K extends string>(
  key: K,
  title: string,
  who: string,
  more: Extras = {},
): Field<K, 'partialDate'> {
  return define('partialDate', key, title, who, more)
}

/** A field whose codes are the set of the same name, unless `more.codeSet` names another. */
export function code<K extends string>(
  key: K,
  title: string,
  who: string,
  more: Extras & { codeSet?: CodeSetName } = {},
): Field<K, 'code'> {
  return define('code', key, title, who, {
    ...more,
    codeSet: more.codeSet ?? (key as CodeSetName & K),
  })
}

export function bool<K extends string>(
  key: K,
  title: string,
  who: string,
  more: Extras = {},
): Field<K, 'bool'> {
  return define('bool', key, title, who, more)
}

export function money<K extends string>(key: K, title: string, who: string): Field<K, 'money'> {
  return define('money', key, title, who, { unit: '元' })
}

export function int<K extends string>(
  key: K,
  title: string,
  who: string,
  unit: string,
  more: Partial<Field>,
): Field<K, 'int'> {
  return define('int', key, title, who, { ...more, unit })
}

export function json<K extends string>(key: K, title: string, who: string): Field<K, 'json'> {
  return define('json', key, title, who, {})
}
