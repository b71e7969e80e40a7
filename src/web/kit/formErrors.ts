export interface FormIssue {
  /** Dotted path of the field; empty for the form as a whole. */
  readonly name: string
  readonly message: string
}

/** Wrong fields of a form, nested errors as one list of dotted paths. */
export function flattenErrors(errors: object, prefix = ''): readonly FormIssue[] {
  return Object.entries(errors).flatMap(([key, error]: [string, unknown]) => {
    if (typeof error !== 'object' || error === null || key === 'ref') return []
    const name = prefix ? `${prefix}.${key}` : key
    const { message, root } = error as { message?: unknown; root?: { message?: unknown } }
    if (typeof message === 'string') return [{ name, message }]
    if (typeof root?.message === 'string') return [{ name, message: root.message }]
    return flattenErrors(error, name)
  })
}

/** Empty text becomes absent (or null), so that an optional field left empty is simply not given. */
export function withoutBlanks(value: unknown, blank: undefined | null): unknown {
  if (value === '') return blank
  if (Array.isArray(value)) return value.map((item) => withoutBlanks(item, blank))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutBlanks(item, blank)]),
  )
}

/** A sentence for a problem that the shape itself has no Chinese words for. */
export function inWords(message: string, label: string, isEmpty: boolean): string {
  if (!/^[ -~]/.test(message)) return message
  return isEmpty ? `请填写${label}` : `${label}填写有误，请核对`
}
