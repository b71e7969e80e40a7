const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

/** Text between tags: entities and Excel's _x000D_ escapes resolved; no entity is ever expanded. */
export function plainText(raw: string): string {
  const text = raw.includes('&') ? raw.replace(/&(#x?[0-9a-f]+|\w+);/gi, entityOf) : raw
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, escapeOf) : text
}

function entityOf(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name] ?? whole
  const hexadecimal = name[1] === 'x' || name[1] === 'X'
  const code = hexadecimal ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

function escapeOf(_whole: string, hex: string): string {
  return String.fromCharCode(parseInt(hex, 16))
}

/** One attribute out of the inside of a start tag. */
export function attribute(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(name); at >= 0; at = tag.indexOf(name, at + 1)) {
    if (at > 0 && tag.charCodeAt(at - 1) > 32) continue
    const equals = skipBlanks(tag, at + name.length)
    if (tag[equals] !== '=') continue
    const open = skipBlanks(tag, equals + 1)
    const quote = tag[open]
    if (quote !== '"' && quote !== "'") continue
    const close = tag.indexOf(quote, open + 1)
    return close < 0 ? undefined : plainText(tag.slice(open + 1, close))
  }
  return undefined
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) <= 32) at++
  return at
}

/** The start tags of one element, with or without a namespace prefix. */
export function* tagsOf(xml: string, element: string): Generator<string> {
  const pattern = new RegExp(
    `<(?:[\\w.-]+:)?${element}(?=[\\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>`,
    'g',
  )
  for (const match of xml.matchAll(pattern)) yield match[1] ?? ''
}

/** The namespace prefix of the root element, with its colon, or nothing. */
export function prefixOf(xml: string, root: string): string {
  return new RegExp(`<([\\w.-]+:)?${root}[\\s>/]`).exec(xml)?.[1] ?? ''
}
