import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { inventName } from '#src/demo/names.ts'
import { randomFrom, type Random } from '#src/demo/random.ts'
import type { Cell } from '#src/documents/cell.ts'
import { writeListXlsx } from '#src/documents/xlsx.ts'
import type { BenchCounty } from './counties.ts'

const titles = [
  '序号',
  '姓名',
  '性别',
  '身份证号',
  '出生日期',
  '民族',
  '籍贯',
  '婚姻状况',
  '学历',
  '政治面貌',
  '入党时间',
  '离退休类别',
  '参加工作时间',
  '离退休时间',
  '原单位',
  '原单位及职务',
  '职务级别',
  '现管单位',
  '所属社区',
  '家庭住址',
  '居住状况',
  '手机',
  '健康状况',
  '自理能力',
  '紧急联系人',
  '紧急联系人电话',
] as const

/** Writes a workbook of invented people of a county whom the register does not know yet. */
export async function writeRoster(
  path: string,
  county: BenchCounty,
  rows: number,
  year: number,
): Promise<void> {
  const columns = titles.map((title) => ({ title, width: 14, type: 'text' as const }))
  const stream = await writeListXlsx({
    title: '离退休干部花名册',
    columns,
    rows: people(county, rows, year),
  })
  await pipeline(stream, createWriteStream(path))
}

export const columnCount = titles.length

function* people(county: BenchCounty, rows: number, year: number): Generator<Cell[]> {
  const random = randomFrom(77)
  for (let number = 1; number <= rows; number += 1) yield person(random, county, number, year)
}

const two = (number: number) => String(number).padStart(2, '0')

function person(random: Random, county: BenchCounty, number: number, year: number): Cell[] {
  const woman = random.chance(0.4)
  const born = year - random.between(62, 88)
  const birth = `${born}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`
  const region = String(995_000 + Math.floor(number / 490))
  const unit = random.pick(county.units)
  const member = random.chance(0.6)
  return [
    String(number),
    inventName(random, woman, born, '01'),
    woman ? '女' : '男',
    citizenIdOf(region, birth, (number % 490) * 2 + (woman ? 2 : 1)),
    birth,
    '汉族',
    '示范县',
    '已婚',
    random.pick(['大专', '中专', '本科', '高中']),
    member ? '中共党员' : '群众',
    member ? `${born + 28}-07` : null,
    '退休',
    `${born + 20}-09`,
    `${born + (woman ? 55 : 60)}-${birth.slice(5, 7)}`,
    unit.name,
    `${unit.name}科员`,
    random.pick(['正科级', '副科级', '科员']),
    unit.name,
    random.pick(county.communities).name,
    `示范县重阳路${random.between(1, 900)}号`,
    random.pick(['与配偶同住', '与子女同住', '独居']),
    `195${String(number).padStart(8, '0')}`,
    random.pick(['健康', '一般', '高血压']),
    '能自理',
    inventName(random, !woman, born + 27, '01'),
    `193${String(number).padStart(8, '0')}`,
  ]
}
