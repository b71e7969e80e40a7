/** The smallest of these that an address names ends its part; none of them tells the house. */
const ends = [/^.*?(?:社区|村)/u, /^.*?(?:街道|镇|乡)/u, /^.*?(?:路|街|巷)/u, /^.*?(?:区|县|市)/u]

/** An address down to the community, else the street: as much as a list shows. Null where it names neither. */
export function areaOf(address: string): string | null {
  const beforeNumbers = address.split(/[\d０-９]/u)[0] ?? ''
  for (const end of ends) {
    const found = end.exec(beforeNumbers)?.[0]
    if (found) return found === address ? found : `${found}…`
  }
  return null
}
