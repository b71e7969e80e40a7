import { formatDay } from '#src/kernel/day.ts'

/** When and by whom a form was typed in. */
export function typedWords(paper: {
  readonly typedAt: Date | string | null
  readonly typedBy: string | null
}): string {
  const { typedAt, typedBy } = paper
  const day = typedAt && shanghaiDay(new Date(typedAt))
  return `这张表已于${day ? formatDay(day) : '此前'}由${typedBy ?? '他人'}录入，不再重复登记`
}

function shanghaiDay(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** The code in two groups, as it stands on the form. */
export function shownPaperCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`
}
