/** 王**: enough for whoever holds the card or the telephone, and no more. */
export function maskName(name: string): string {
  return `${[...name][0] ?? ''}**`
}
