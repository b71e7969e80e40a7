import { parsePartialDate } from '#src/kernel/day.ts'
import { Honours, type JsonValues } from '../fields/json.ts'
import { listItems } from './listItems.ts'

type Honour = JsonValues['honours'][number]

const dateForm = /(?:19|20)\d\d(?:[.\-/年]\d{1,2}(?:[.\-/月]\d{1,2}日?|月)?|年度?)?/
const bracketed = /[([]([^()[\]]*)[)\]]/g
const office =
  /(党委|组织部|政府|委员会|人大|政协|国务院|工会|妇联|部|委|局|厅|院|办|省|市|县|区|军)$/
const given = /^被?(?:中共)?(.{2,30}?)(?:授予|评为|评选为|表彰为|命名为)(.+)$/
const level = /(国家|省部?|部|地?市|厅局?|县处?|区)级/

/**
 * The honours that one cell names: 省劳动模范（1986）；1990年5月被县政府评为优秀党员. Undefined
 * when a part of it is no honour, so that nothing of the text is lost.
 */
export function readHonours(text: string): JsonValues['honours'] | undefined {
  const honours = listItems(text, isDateAlone).map(honourOf)
  if (honours.length === 0 || honours.includes(undefined)) return undefined
  const parsed = Honours.safeParse(honours)
  return parsed.success ? parsed.data : undefined
}

function isDateAlone(part: string): boolean {
  return part.replace(dateForm, '').trim() === '' && dateForm.test(part)
}

function honourOf(part: string): Honour | undefined {
  const written = dateForm.exec(part)?.[0]
  const on = written === undefined ? null : parsePartialDate(written.replace(/年度$/, '年'))
  if (on === undefined) return undefined
  const { words, notes } = apart(written === undefined ? part : part.replace(written, ' '))
  const [, giver, named] = given.exec(words[0] ?? '') ?? []
  const [first = '', second = '', ...more] = giver && named ? [named, giver] : words
  const beside = [second, ...notes].find((word) => office.test(word)) ?? ''
  const rest = [second, ...more, ...notes].filter((word) => word && word !== beside)
  const title = [named_(first), ...rest].filter(Boolean).join(' ')
  if (!/\p{Script=Han}{2}/u.test(title)) return undefined
  return { title, level: level.exec(title)?.[0] ?? '', body: beside, on }
}

/** Words outside brackets and what stands in them, without marks left over from the date. */
function apart(text: string): { words: string[]; notes: string[] } {
  const notes = [...text.matchAll(bracketed)].flatMap(([, inside = '']) =>
    inside.split(/[,，、\s]+/),
  )
  const words = text.replace(bracketed, ' ').split(/[\s,，:]+/)
  return { words: words.filter(Boolean), notes: notes.filter(Boolean) }
}

function named_(text: string): string {
  return text
    .replace(/^(曾|先后)?(荣获|获得|荣立|获|立)(?=.{2})/, '')
    .replace(/(?<=.{2})(荣誉称号|称号)$/, '')
}
