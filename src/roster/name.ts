/**
 * A name as it is kept: no spaces inside Chinese names (阎 荣 → 阎荣), one kind of middle dot
 * (买买提•艾力 → 买买提·艾力), single spaces in names of Latin letters.
 */
export function tidyName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\u3000\u00A0\s]+/g, ' ')
    .trim()
  const dotted = plain.replace(/\s*[•・‧∙⋅･．﹒●·]\s*/g, '·')
  return /\p{Script=Han}/u.test(dotted) ? dotted.replaceAll(' ', '') : dotted
}

/** False for what cannot be a person's name: digits, punctuation, 合计 and other words of tables. */
export function isPersonName(text: string): boolean {
  const name = tidyName(text)
  if (/^(?:合计|小计|总计|共计|姓名|无|不详|未知|待定|同上|填表人|审核人|制表人)$/.test(name))
    return false
  return /^[\p{Script=Han}〇·]{2,30}$/u.test(name) || /^[\p{L}][\p{L} .'·-]{1,59}$/u.test(name)
}
