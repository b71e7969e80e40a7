import { two, type MadePerson, type Random, pick } from './people.ts'

/** A value to be written into a cell; a date with the number format that shows it. */
export type Value = string | number | { readonly date: Date; readonly format: string } | null

export interface MadeColumn {
  readonly key: string
  readonly titles: readonly string[]
  readonly group: string
  readonly write: (person: MadePerson, random: Random, textOnly: boolean) => Value
}

type Day = readonly [year: number, month: number, day: number]

/** One of the ways in which offices write a date; `day` when the day is known. */
export function written(random: Random, date: Day, withDay: boolean, textOnly: boolean): Value {
  const [year, month, day] = date
  const ways: (() => Value)[] = [
    () => `${year}.${two(month)}`,
    () => `${year}年${month}月`,
    () => `${year}${two(month)}`,
    () => `${year}-${month}`,
    () => `${year}/${two(month)}`,
  ]
  if (withDay)
    ways.push(
      () => `${year}-${two(month)}-${two(day)}`,
      () => `${year}${two(month)}${two(day)}`,
      () => `${year}年${month}月${day}日`,
      () => `${year}.${month}.${day}`,
      () => `${year}/${month}/${day}`,
    )
  if (!textOnly) {
    const at = new Date(Date.UTC(year, month - 1, withDay ? day : 1))
    ways.push(
      () => Number(`${year}${two(month)}`),
      () => ({ date: at, format: withDay ? 'yyyy/m/d' : 'yyyy"年"m"月"' }),
    )
    if (withDay) ways.push(() => Number(`${year}${two(month)}${two(day)}`))
    else ways.push(() => ({ date: at, format: 'yyyy.mm' }))
  }
  return pick(random, ways)()
}

function spread(random: Random, name: string): string {
  return name.length === 2 && random() < 0.7
    ? `${name[0]}${pick(random, [' ', '  ', '　'])}${name[1]}`
    : name
}

function spaced(random: Random, phone: string): string {
  const shown = random()
  if (shown < 0.7) return phone
  const [a, b, c] = [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)]
  return shown < 0.85 ? `${a} ${b} ${c}` : `${a}-${b}-${c}`
}

export const madeColumns: readonly MadeColumn[] = [
  {
    key: 'fullName',
    titles: ['姓名', '姓  名', '姓名*', '干部姓名'],
    group: '',
    write: (person, random) => spread(random, person.name),
  },
  { key: 'gender', titles: ['性别', '性 别'], group: '', write: (person) => person.sex },
  { key: 'ethnicity', titles: ['民族', '民  族'], group: '', write: (person) => person.ethnicity },
  {
    key: 'birthArchive',
    titles: ['出生年月', '出生日期', '生日', '出生时间'],
    group: '基本情况',
    write: (person, random, textOnly) => written(random, person.birth, random() < 0.5, textOnly),
  },
  {
    key: 'idNumber',
    titles: ['身份证号码', '身份证号', '公民身份号码', '身份证号（18位）'],
    group: '基本情况',
    write: (person, random) => (random() < 0.1 ? person.id.replace('X', 'x') : person.id),
  },
  {
    key: 'workStart',
    titles: ['参加工作时间', '参加革命工作时间', '参加工作年月'],
    group: '基本情况',
    write: ({ work }, random, textOnly) => written(random, [...work, 1], false, textOnly),
  },
  {
    key: 'partyJoined',
    titles: ['入党时间', '入党年月'],
    group: '基本情况',
    write: ({ party }, random, textOnly) =>
      party ? written(random, [...party, 1], false, textOnly) : pick(random, [null, '', '无', '—']),
  },
  {
    key: 'retiredOn',
    titles: ['离退休时间', '退休时间', '离（退）休时间'],
    group: '离退休情况',
    write: ({ retired }, random, textOnly) => written(random, [...retired, 1], false, textOnly),
  },
  {
    key: 'rankAtRetirement',
    titles: ['职级', '级别', '现享受待遇', '职务级别'],
    group: '离退休情况',
    write: (person) => person.rank,
  },
  {
    key: 'healthStatus',
    titles: ['健康状况', '身体状况'],
    group: '',
    write: (person) => person.health,
  },
  {
    key: 'community',
    titles: ['所属社区', '社区', '所在社区'],
    group: '居住与联系',
    write: (person) => person.community,
  },
  {
    key: 'residenceAddress',
    titles: ['家庭住址', '现住址', '住址'],
    group: '居住与联系',
    write: (person) => person.address,
  },
  {
    key: 'mobile',
    titles: ['联系电话', '手机', '电话', '联系方式'],
    group: '居住与联系',
    write: (person, random) => spaced(random, person.phone),
  },
]

export const unitColumn: MadeColumn = {
  key: 'formerUnit',
  titles: ['原单位', '工作单位', '单位', '所在单位'],
  group: '离退休情况',
  write: (person) => person.unit,
}

export const categoryColumn: MadeColumn = {
  key: 'retirementCategory',
  titles: ['类别', '人员类别', '离退休类别'],
  group: '离退休情况',
  write: (person) => person.category,
}
