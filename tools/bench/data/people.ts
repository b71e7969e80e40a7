import { lineOf } from '#src/demo/copy.ts'
import { inventName } from '#src/demo/names.ts'
import type { Random } from '#src/demo/random.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { sealedColumnsOf } from '#src/roster/sealing/columns.ts'
import { namePinyin } from '#src/roster/pinyin.ts'
import type { BenchCounty, BenchOrg } from './counties.ts'

/** The columns of `retiree` that a benchmark person has. */
const personColumns = [
  'id',
  'fileNo',
  'fullName',
  'namePinyin',
  'nameInitials',
  'gender',
  'idNumberSealed',
  'idLookup',
  'idTail',
  'birthId',
  'birthArchive',
  'birthCelebrated',
  'ethnicity',
  'maritalStatus',
  'education',
  'politicalStatus',
  'retirementCategory',
  'workStart',
  'revolutionJoin',
  'revolutionaryPeriod',
  'originalRetirementAge',
  'retiredOn',
  'lastUnitAndPost',
  'rankAtRetirement',
  'currentTreatment',
  'managementTier',
  'unitNature',
  'residenceAddress',
  'livingArrangement',
  'mobile',
  'healthStatus',
  'selfCareLevel',
  'monthlyPensionFenSealed',
  'partyJoined',
  'partyFull',
  'formerUnitId',
  'payingUnitId',
  'managingUnitId',
  'communityId',
  'branchId',
  'homeId',
  'reach',
  'registeredOn',
  'verifiedOn',
] as const

/** The tables that a benchmark person fills, in the order of `personLines`, with their columns. */
export const tables: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['retiree', personColumns],
  ['tie', ['retireeId', 'kind', 'orgId', 'validFrom', 'recordedOn']],
  ['contact', ['retireeId', 'name', 'relation', 'phone', 'isEmergency']],
  ['visit', ['retireeId', 'visitedOn', 'reasons', 'way', 'visitors']],
  ['tag', ['retireeId', 'code', 'fromOn', 'evidence', 'recordedOn']],
]

const pinyin = new Map<string, { namePinyin: string; nameInitials: string }>()

function pinyinOf(fullName: string) {
  const found = pinyin.get(fullName) ?? namePinyin(fullName)
  if (pinyin.size < 300_000) pinyin.set(fullName, found)
  return found
}

const two = (number: number) => (number < 10 ? `0${number}` : String(number))

/** Person number `id` of a county as lines of COPY text; `year` is the year of the working day. */
export function personLines(
  random: Random,
  vault: Vault,
  county: BenchCounty,
  id: number,
  year: number,
): string[] {
  const lixiu = random.chance(0.02)
  const woman = random.chance(0.37)
  const age = lixiu ? random.between(92, 99) : 56 + Math.floor(random.next() ** 1.5 * 38)
  const born = `${year - age}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`
  const fullName = inventName(random, woman, year - age, '01')
  const letters = pinyinOf(fullName)
  const unit = random.pick(county.units)
  const community = random.pick(county.communities)
  const member = random.chance(0.6)
  const branch = member ? random.pick(county.branches) : null
  const joined = lixiu ? `${1947 + (id % 2)}-0${1 + (id % 9)}` : `${year - age + 20}-07`
  const retiredOn = `${year - age + (woman ? 55 : 60)}-${born.slice(5, 7)}`
  const on = `${year - 1}-06-08`
  const rank = random.pick(['132', '141', '142', '150', '420'])
  const sequence = (Math.floor(id / 97) % 499) * 2 + (woman ? 2 : 1)
  const sealed = sealedColumnsOf(vault, id, {
    idNumber: citizenIdOf(String(990_100 + (id % 97)), born, sequence),
    monthlyPensionFen: 450_000 + (id % 400) * 1000,
  })
  const retiree = lineOf([
    id,
    `SF-${id}`,
    fullName,
    letters.namePinyin,
    letters.nameInitials,
    woman ? '2' : '1',
    sealed.idNumberSealed ?? null,
    sealed.idLookup ?? null,
    sealed.idTail ?? null,
    born,
    born.slice(0, id % 9 ? 10 : 7),
    id % 3
      ? null
      : `{"calendar":"lunar","month":${1 + (id % 12)},"day":${1 + (id % 29)},"leap":false}`,
    '01',
    '20',
    '31',
    member ? '01' : '13',
    lixiu ? 'lixiu' : 'tuixiu',
    joined,
    lixiu ? joined : null,
    lixiu ? 'P4' : null,
    woman ? 55 : 60,
    retiredOn,
    `${unit.name}干部`,
    rank,
    rank,
    lixiu ? 'county' : 'unit',
    unit.nature,
    `${community.name}长青路${1 + (id % 180)}号`,
    id % 11 ? 'withSpouse' : 'livingAlone',
    `199${String(id).padStart(8, '0')}`,
    id % 4 ? '10' : '31',
    id % 23 ? '1' : '4',
    sealed.monthlyPensionFenSealed ?? null,
    member ? `${year - age + 27}-06` : null,
    member ? `${year - age + 28}-06` : null,
    unit.id,
    unit.id,
    unit.id,
    community.id,
    branch && branch.id,
    county.bureau.id,
    reachOf(county.bureau, unit, community, branch),
    on,
    id % 5 ? `${year}-0${1 + (id % 9)}-15` : null,
  ])
  return [
    retiree,
    tieLines(id, on, unit, community, branch),
    lineOf([id, fullName, '30', `198${String(id).padStart(8, '0')}`, true]),
    id % 2
      ? lineOf([id, `${year}-02-1${id % 7}`, '{springFestival}', 'home', '老干部工作人员'])
      : '',
    id % 11 ? '' : lineOf([id, 'livingAlone', on, '社区入户登记表', on]),
  ]
}

function reachOf(...orgs: (BenchOrg | null)[]): string {
  const steps = new Set<number>()
  for (const org of orgs) for (const step of org?.path ?? []) steps.add(step)
  return `{${[...steps].join(',')}}`
}

function tieLines(
  id: number,
  on: string,
  unit: BenchOrg,
  community: BenchOrg,
  branch: BenchOrg | null,
): string {
  const line = (kind: string, org: number) => `${id}\t${kind}\t${org}\t${on}\t${on}\n`
  return (
    line('formerUnit', unit.id) +
    line('payingUnit', unit.id) +
    line('managingUnit', unit.id) +
    line('community', community.id) +
    (branch ? line('branch', branch.id) : '')
  )
}
