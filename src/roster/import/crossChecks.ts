import { addYears, firstDay, isSurelyAfter, lastDay } from '#src/kernel/day.ts'
import { birthOfCitizenId, sexOfCitizenId } from '../citizenId.ts'
import { columnFor, report, type Draft } from './parsedRow.ts'
import type { ImportKey } from './titles.ts'

/** Everything that only two fields together can show, once all cells are read. */
export function crossCheck(draft: Draft, today: string): void {
  checkArchive(draft, today)
  checkAgainstNumber(draft)
  checkPrecision(draft)
  checkLixiu(draft)
  checkOrder(draft, today)
}

function dateOf(draft: Draft, key: ImportKey): string | undefined {
  const value = key === 'diedOn' ? draft.loose.diedOn : draft.values[key as 'workStart']
  return typeof value === 'string' ? value : undefined
}

function warn(
  draft: Draft,
  key: ImportKey,
  code: 'DATE_IMPLAUSIBLE' | 'DATE_PRECISION',
  message: string,
) {
  report(draft, columnFor(draft, key), { code, message })
}

/** A birth that no retired person living today can have, whatever the number says. */
function checkArchive(draft: Draft, today: string): void {
  const birth = dateOf(draft, 'birthArchive')
  if (!birth) return
  const odd = (message: string) => warn(draft, 'birthArchive', 'DATE_IMPLAUSIBLE', message)
  if (isSurelyAfter(birth, today)) odd('出生日期晚于今天，请核对')
  else if (lastDay(birth) < addYears(today, -120)) odd('年龄超过 120 岁，请核对')
  else if (firstDay(birth) > addYears(today, -35)) odd('还不到 35 岁，不像离退休人员，请核对')
}

/** Sex and birth in the number (GB 11643-1999); of two birth dates the archive's wins (组通字〔2006〕41号). */
function checkAgainstNumber(draft: Draft): void {
  const { values } = draft
  if (!draft.soundId) return
  const number = String(values.idNumber)
  const sex = sexOfCitizenId(number)
  if (values.gender === undefined || values.gender === '0') values.gender = sex
  else if ((values.gender === '1' || values.gender === '2') && values.gender !== sex)
    report(draft, columnFor(draft, 'gender'), {
      code: 'ID_SEX_MISMATCH',
      message: `与身份证号不符：号码表示${sex === '1' ? '男' : '女'}，请核对性别或号码`,
    })
  const birth = birthOfCitizenId(number)
  const archive = dateOf(draft, 'birthArchive')
  if (birth && archive && !birth.startsWith(archive))
    report(draft, columnFor(draft, 'birthArchive'), {
      code: 'ID_BIRTH_MISMATCH',
      message: `与身份证号里的 ${birth} 不一致；以档案为准，请确认`,
    })
}

const coarse: readonly (readonly [ImportKey, string])[] = [
  ['birthArchive', '只有年份，算不出年龄和寿辰，请查档补上月份'],
  ['retiredOn', '只有年份，请补上月份'],
  ['partyJoined', '只有年份，算不出党龄，请补上月份'],
  ['partyFull', '只有年份，算不出党龄，请补上月份'],
]

function checkPrecision(draft: Draft): void {
  for (const [key, message] of coarse)
    if (dateOf(draft, key)?.length === 4) warn(draft, key, 'DATE_PRECISION', message)
}

const foundingEve = '1949-09-30'
/** First days of the revolutionary periods (国发〔1982〕62号). */
const periodStarts = ['1927-08-01', '1937-07-07', '1943-01-01', '1945-09-03']

/**
 * 离休 needs revolutionary work by 1949-09-30 (国发〔1982〕62号). The column 参加工作时间 speaks for
 * it where there is no column of its own; for everybody else a later date is the start of work.
 */
function checkLixiu(draft: Draft): void {
  const { values } = draft
  const own = dateOf(draft, 'revolutionJoin')
  const work = dateOf(draft, 'workStart')
  const joined = own ?? work
  if (values.retirementCategory !== 'lixiu') {
    if (own) values.workStart = work ?? own
    if (own && firstDay(own) > foundingEve) delete values.revolutionJoin
    return
  }
  const birth = dateOf(draft, 'birthArchive')
  if (birth && birth.slice(0, 4) > '1938')
    warn(
      draft,
      'birthArchive',
      'DATE_IMPLAUSIBLE',
      '1938 年以后出生，不像离休干部，请核对出生日期或类别',
    )
  if (!joined) return
  const key = own ? 'revolutionJoin' : 'workStart'
  values.revolutionJoin = joined
  values.workStart = work ?? joined
  if (firstDay(joined) > foundingEve) {
    const message = '离休干部参加革命工作应在 1949 年 9 月 30 日以前，请核对日期或类别'
    report(draft, columnFor(draft, key), { code: 'LIXIU_AFTER_1949', message })
  } else if (isBetweenPeriods(joined))
    warn(draft, key, 'DATE_PRECISION', '跨两个革命时期，定不了时期，请查档写到日')
}

function isBetweenPeriods(date: string): boolean {
  const from = firstDay(date)
  const to = lastDay(date)
  return to > foundingEve || periodStarts.some((start) => from < start && start <= to)
}

/** Dates out of order or of no life: only what cannot be so whatever the missing day or month is. */
function checkOrder(draft: Draft, today: string): void {
  const archive = dateOf(draft, 'birthArchive')
  const born =
    archive ?? (draft.soundId ? birthOfCitizenId(String(draft.values.idNumber)) : undefined)
  const odd = (key: ImportKey, message: string) => warn(draft, key, 'DATE_IMPLAUSIBLE', message)
  for (const [key, years, what] of leastAges) {
    const date = dateOf(draft, key)
    if (!date) continue
    if (isSurelyAfter(date, today)) odd(key, '日期晚于今天，请核对')
    else if (born && lastDay(date) < addYears(firstDay(born), years))
      odd(key, `${what}时不满 ${years} 周岁，请核对`)
  }
  checkSequence(draft, odd)
}

const leastAges: readonly (readonly [ImportKey, number, string])[] = [
  ['workStart', 6, '参加工作'],
  ['revolutionJoin', 6, '参加革命工作'],
  ['retiredOn', 30, '离退休'],
  ['partyJoined', 13, '入党'],
  ['partyFull', 13, '转正'],
  ['treatmentApprovedOn', 30, '批准待遇'],
  ['diedOn', 30, '去世'],
]

function checkSequence(draft: Draft, odd: (key: ImportKey, message: string) => void): void {
  const [work, retired, joined, full] = (
    ['workStart', 'retiredOn', 'partyJoined', 'partyFull'] as const
  ).map((key) => dateOf(draft, key))
  if (work && retired && isSurelyAfter(work, retired)) odd('retiredOn', '早于参加工作时间，请核对')
  if (joined && full && isSurelyAfter(joined, full)) odd('partyFull', '早于入党时间，请核对')
  if (joined && lastDay(joined) < '1921-07-01') odd('partyJoined', '早于 1921 年 7 月，请核对')
}
