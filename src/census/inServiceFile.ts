import { Refusal, type Issue } from '#src/kernel/refusal.ts'
import { birthOfCitizenId, sexOfCitizenId } from '#src/roster/citizenId.ts'
import { squeezed, type Cells, type RawRow } from '#src/roster/import/cell.ts'
import { defaultLimits } from '#src/roster/import/limits.ts'
import { openFile } from '#src/roster/import/openFile.ts'
import { readDate } from '#src/roster/import/readDate.ts'
import { readId } from '#src/roster/import/readId.ts'
import { AddInService, refusalOfInService, type Ladder, type NewInService } from './inService.ts'

/** The columns that are read; the identity number only tells birth and sex and is not kept. */
const titles = {
  fullName: /^姓名$/,
  unit: /^(工作|所在|任职)?单位(名称)?$/,
  idNumber: /^(公民)?身份(证)?(号码?|证号码?)$|^证件号码?$/,
  birth: /^出生(年月日?|日期|时间)?$/,
  sex: /^性别$/,
  ladder: /^(原)?(法定)?退休年龄(档)?$|^女干部类别$/,
} as const
type Key = keyof typeof titles
type Places = Partial<Record<Key, number>>

const limits = { ...defaultLimits, fileBytes: 8 * 1024 * 1024, rows: 20_000 }
const mostIssues = 100

interface Known {
  readonly today: string
  /** Units by every name that they are known by. */
  readonly units: ReadonlyMap<string, number>
}

/**
 * The people of a sheet of staff: 姓名, 单位, 出生年月 or 身份证号, 性别 and for women 50, 55 or 60.
 * Refuses the whole file with every wrong row named.
 */
export async function readInService(
  bytes: Buffer,
  fileName: string,
  known: Known,
): Promise<NewInService[]> {
  const file = await openFile(bytes, fileName, limits)
  const people: NewInService[] = []
  const issues: Issue[] = []
  let found = false
  for (const sheet of file.sheets.filter(({ hidden }) => !hidden)) {
    let places: Places | undefined
    for await (const batch of sheet.rows())
      for (const row of batch) {
        const header = placesOf(row)
        if (header) {
          places = header
          found = true
        } else if (places && textAt(row.cells, places.fullName)) read(row, places)
      }
  }
  if (!found)
    throw new Refusal(
      'invalid',
      'census.noHeader',
      '没有找到表头：第一行应有“姓名”“单位”和“出生年月”（或“身份证号”）',
      'file',
    )
  if (issues.length > 0) throw wrongRows(issues)
  if (people.length === 0)
    throw new Refusal('invalid', 'census.noRows', '表里没有人员，请核对后再导入', 'file')
  return people

  function read(row: RawRow, places: Places): void {
    const result = personOf(row.cells, places, known)
    if (typeof result !== 'string') people.push(result)
    else if (issues.length < mostIssues)
      issues.push({
        field: `row.${row.row}`,
        code: 'census.wrongRow',
        message: `第 ${row.row} 行：${result}`,
      })
  }
}

function wrongRows(issues: readonly Issue[]): Refusal {
  const shown = issues.slice(0, 5).map(({ message }) => message)
  const message = `有 ${issues.length} 行有错，没有导入。${shown.join('；')}`
  return new Refusal('invalid', 'census.wrongRows', message, issues)
}

function placesOf({ cells }: RawRow): Places | undefined {
  const places: Places = {}
  cells.forEach((cell, index) => {
    const title = squeezed(cell?.text ?? '').replace(/[(（].*[)）]$/, '')
    for (const key of Object.keys(titles) as Key[])
      if (places[key] === undefined && titles[key].test(title)) places[key] = index
  })
  const { fullName, unit, birth, idNumber } = places
  return fullName !== undefined && unit !== undefined && (birth ?? idNumber) !== undefined
    ? places
    : undefined
}

function textAt(cells: Cells, place: number | undefined): string {
  return place === undefined ? '' : squeezed(cells[place]?.text ?? '')
}

/** The person of a row, or what is wrong with it. */
function personOf(cells: Cells, places: Places, { units, today }: Known): NewInService | string {
  const id = places.idNumber === undefined ? undefined : cells[places.idNumber]
  const number = id?.text.trim() ? readId(id) : {}
  if (number.fault && number.value === undefined) return number.fault.message
  const unitId = units.get(textAt(cells, places.unit))
  if (unitId === undefined)
    return `没有“${textAt(cells, places.unit)}”这个单位，请与组织机构里的名称一致`
  const birthMonth = birthOf(cells, places, number.value)
  if (!birthMonth) return '出生年月不清，请写成 1968.03 的样子'
  const ladder = ladderOf(cells, places, number.value)
  if (!ladder) return '请填写退休年龄 50、55 或 60（男同志为 60，女同志须写明）'
  const person = { unitId, fullName: textAt(cells, places.fullName), birthMonth, ladder }
  const checked = AddInService.safeParse(person)
  if (!checked.success) return checked.error.issues[0]?.message ?? '填写有误'
  return refusalOfInService(checked.data, today)?.message ?? checked.data
}

/** The written month of birth comes first, as the archive decides (组通字〔2006〕41号). */
function birthOf(cells: Cells, places: Places, number: string | undefined): string | undefined {
  const cell = places.birth === undefined ? undefined : cells[places.birth]
  const written = cell?.text.trim() ? readDate(cell, { paddedMonths: false }).value : undefined
  if (written && written.length >= 7) return written.slice(0, 7)
  return number ? birthOfCitizenId(number)?.slice(0, 7) : undefined
}

function ladderOf(cells: Cells, places: Places, number: string | undefined): Ladder | undefined {
  const written = /50|55|60/.exec(textAt(cells, places.ladder))?.[0]
  if (written) return Number(written) as Ladder
  const sex = textAt(cells, places.sex) || (number && sexOfCitizenId(number))
  return sex === '男' || sex === '1' ? 60 : undefined
}
