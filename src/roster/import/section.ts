import { codeOf } from '../codes.ts'
import { squeezed, type RawRow } from './cell.ts'
import { looksLikeUnit } from './rowKind.ts'

/** What a heading over some rows, a sheet's name or a title says about the people under it. */
export interface Section {
  readonly unit?: string
  readonly community?: string
  readonly branch?: string
  readonly retirementCategory?: string
}

const listWords =
  /(离退休|离休|退休|老干部|老同志|党员|人员|干部|职工)*(人员)?(基本)?(信息|情况)?(花名册|名册|名单|登记表|一览表|统计表|汇总表|信息表|台账|明细表|明细|花名|表)$/

/** Reads a heading such as 「二、县公安局（共15人）」 or 「一、离休干部」. */
export function sectionOf(row: RawRow): Section {
  const texts = row.cells
    .filter((cell) => cell !== undefined && cell.number === undefined)
    .map((cell) => cleaned(cell?.text ?? ''))
    .filter((text) => text !== '' && !/^\d*人?$/.test(text))
  return texts.map(meaningOf).find((section) => Object.keys(section).length > 0) ?? {}
}

/** The unit, branch or community whose own sheet this is, by its name and its titles above. */
export function sectionOfSheet(name: string, titles: readonly RawRow[]): Section {
  const category = [name, ...titles.flatMap(textsOf)].map(categoryInTitle).find(Boolean)
  const named = {
    ...(category && { retirementCategory: category }),
    ...meaningOf(withoutListWords(cleaned(name))),
  }
  if (named.unit || named.branch || named.community) return named
  for (const row of titles) {
    for (const text of textsOf(row)) {
      const labelled = /^(?:填报|所在)?单位\s*(?:名称)?[:：]\s*(\S+)/.exec(text)?.[1]
      const section = meaningOf(labelled ?? withoutListWords(cleaned(text)))
      if (section.branch || section.community) return { ...named, ...section }
      if (section.unit && !/老干部局|县$|市$|区$|省$/.test(section.unit))
        return { ...named, ...section }
    }
  }
  return named
}

function textsOf(row: RawRow): string[] {
  return row.cells
    .filter((cell) => cell !== undefined)
    .map((cell) => cell.text.normalize('NFKC').trim())
}

/** 离休干部名册 and 退休人员名单 speak of one class of people, 离退休人员名册 of both. */
function categoryInTitle(text: string): string | undefined {
  const plain = squeezed(text)
  const lixiu = /离休/.test(plain)
  const tuixiu = /(?<!离|离、|离\()退休|^退休/.test(plain)
  if (lixiu === tuixiu || !/(名册|名单|登记表|一览表|干部|人员)/.test(plain)) return undefined
  return lixiu ? 'lixiu' : 'tuixiu'
}

function cleaned(text: string): string {
  return squeezed(text)
    .replace(
      /^[(（]?[一二三四五六七八九十百\d]{1,3}[)）]?[、.．:：]|^[(（][一二三四五六七八九十\d]{1,3}[)）]/,
      '',
    )
    .replace(/^\d{1,3}(?=\p{Script=Han})/u, '')
    .replace(/^(?:填报|所在)?(?:单位|部门|支部|社区)(?:名称)?[:：]/, '')
    .replace(/[(（]?(?:共|计|合计|总计)?\d+[人名][)）]?$/, '')
    .replace(/[:：]$/, '')
}

function withoutListWords(text: string): string {
  return text.replace(/^\d{4}年?(度)?/, '').replace(listWords, '')
}

function meaningOf(text: string): Section {
  if (text.length < 2 || text.length > 40) return {}
  const category = codeOf('retirementCategory', text.replace(/(名单|名册|花名册|人员名单)$/, ''))
  if (category) return { retirementCategory: category }
  if (codeOf('unitNature', text)) return {}
  if (/(支部|总支|党委|党组)(委员会)?$/.test(text)) return { branch: text }
  if (/(社区|居委会|村委会)$/.test(text)) return { community: text }
  return looksLikeUnit(text) ? { unit: text } : {}
}
