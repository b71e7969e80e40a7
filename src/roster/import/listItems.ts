const closing: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '“': '”',
  '「': '」',
  '《': '》',
}
const between = /[;、,\n]/
const numbering = /^[\s(]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.)、]+(?!\d)|^[①-⑳]/

/**
 * The entries of a list in one cell, full-width forms folded and numbering dropped. Marks inside
 * brackets do not part entries; what belongs to the next (a date alone) is joined to it.
 */
export function listItems(text: string, joinsNext: (part: string) => boolean): string[] {
  const items: string[] = []
  let held = ''
  for (const part of parts(text.normalize('NFKC'))) {
    const plain = part.trim().replace(numbering, '').trim()
    if (plain === '' || /^\d{1,2}$/.test(plain)) continue
    if (joinsNext(plain)) held += `${plain} `
    else {
      items.push(held + plain)
      held = ''
    }
  }
  const last = items.pop()
  if (last === undefined) return held ? [held.trim()] : []
  return [...items, `${last} ${held}`.trim()]
}

function parts(text: string): string[] {
  const found = ['']
  const open: string[] = []
  for (const letter of text) {
    if (letter === open.at(-1)) open.pop()
    else if (closing[letter]) open.push(closing[letter])
    if (open.length === 0 && between.test(letter)) found.push('')
    else found.push(`${found.pop() ?? ''}${letter}`)
  }
  return found
}
