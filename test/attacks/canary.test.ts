import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { operations } from '#src/operations.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()

// Every marker stands once in the record; it is looked for in everything that any query answers.
const idNumber = citizenIdOf('990101', '1937-04-19', 731)
const markers: Record<string, string> = {
  fullName: '金丝雀',
  formerName: '标记曾用名',
  idNumber,
  birthArchive: '1937-04-17',
  birthId: '1937-04-19',
  nativePlace: '标记籍贯',
  birthPlace: '标记出生地',
  degree: '标记学位',
  professionalTitle: '标记职务',
  workStart: '1955-02-03',
  retiredOn: '1997-05-06',
  retirementApprovalNo: '标记文号',
  lastUnitAndPost: '标记原单位',
  highestPost: '标记最高职务',
  treatmentApprovedNo: '标记待遇文号',
  medicalTreatment: '标记医疗',
  resettlementPlace: '标记安置地',
  householdRegion: '标记户籍地',
  householdAddress: '标记户籍地址',
  residenceRegion: '标记现居地',
  residenceAddress: '标记现住址',
  mobile: '19999007311',
  landline: '0999-7310731',
  otherPhones: '19999007312',
  livingArrangement: '"livingArrangement":"livingAlone"',
  healthStatus: '"healthStatus":"60"',
  selfCareLevel: '"selfCareLevel":"4"',
  chronicDiseases: '标记慢性病',
  allergies: '标记过敏',
  designatedHospital: '标记医院',
  familyDoctor: '标记医生',
  pensionBaseFen: '73110011',
  monthlyPensionFen: '73110022',
  duesBaseFen: '73110033',
  partyJoined: '1958-07-08',
  partyFull: '1959-07-09',
  partyPost: '标记党内职务',
  skills: '标记特长',
  interests: '标记爱好',
  dietaryPreference: '标记饮食',
  remark: '标记备注',
  contactPhone: '19999007313',
  contactAddress: '标记家属住址',
  familyContact: '标记家属',
  emergencyContact: '标记紧急联系人',
  tagEvidence: '标记依据',
  visitFindings: '标记走访所见',
  hospital: '标记住院医院',
  diagnosis: '标记诊断病名',
}

// Written by hand from the table of relations, apart from the code that decides.
const work = [
  'fullName',
  'degree',
  'professionalTitle',
  'workStart',
  'retiredOn',
  'retirementApprovalNo',
  'lastUnitAndPost',
  'highestPost',
  'treatmentApprovedNo',
  'householdRegion',
  'residenceRegion',
]
const personal = [
  'formerName',
  'birthArchive',
  'birthId',
  'nativePlace',
  'birthPlace',
  'medicalTreatment',
  'resettlementPlace',
  'householdAddress',
  'residenceAddress',
  'livingArrangement',
  'designatedHospital',
  'familyDoctor',
  'partyJoined',
  'partyFull',
  'skills',
  'interests',
  'dietaryPreference',
  'remark',
  'contactAddress',
  'familyContact',
  'emergencyContact',
  'tagEvidence',
  'visitFindings',
]
const phones = ['mobile', 'landline', 'otherPhones', 'contactPhone']
const health = ['healthStatus', 'chronicDiseases', 'allergies', 'diagnosis']
const money = ['pensionBaseFen', 'monthlyPensionFen']
const unit = [...work, 'partyPost', ...personal]
/** The director's post reads no visits. */
const directing = [...unit.filter((key) => key !== 'visitFindings'), 'hospital']

/** What may occur without a purpose, and what besides once every purpose of the post was named. */
const allowed: Record<string, readonly [usual: string[], onPurpose: string[]]> = {
  clerk: [
    [...unit, 'hospital'],
    [...phones, 'idNumber', 'selfCareLevel', ...health, ...money, 'duesBaseFen'],
  ],
  director: [
    directing,
    [...phones, 'idNumber', 'selfCareLevel', ...health, ...money, 'duesBaseFen'],
  ],
  formerUnit: [unit, phones],
  payingUnit: [unit, [...phones, 'idNumber', ...money]],
  managingUnit: [
    [...unit, 'hospital'],
    [...phones, 'idNumber', 'selfCareLevel'],
  ],
  community: [
    [...work, 'residenceAddress', 'livingArrangement', 'emergencyContact'],
    ['mobile', 'landline', 'otherPhones', 'contactPhone', 'selfCareLevel'],
  ],
  branch: [
    [...work, 'partyPost', 'partyJoined', 'partyFull'],
    ['mobile', 'landline', 'otherPhones', 'duesBaseFen'],
  ],
  superior: [[...work, 'partyPost'], []],
  stranger: [[], []],
  systemAdmin: [[], []],
  securityAdmin: [[], []],
  auditAdmin: [[], []],
}

const purposes = [
  'service',
  'visit',
  'treatment',
  'medicalClaim',
  'aid',
  'partyLife',
  'activity',
  'inspection',
  'correction',
  'rights',
]

const actors: Record<string, Actor> = {}
let id = 0

beforeAll(async () => {
  const city = await world.org('region')
  const cityBureau = await world.org('bureau', { parentId: city })
  const county = await world.org('region', { parentId: city })
  const under = (kind: string) => world.org(kind, { parentId: county })
  const bureau = await under('bureau')
  const ties = {
    formerUnit: await under('unit'),
    payingUnit: await under('unit'),
    managingUnit: await under('unit'),
    community: await under('community'),
    branch: await under('branch'),
  }
  const elsewhere = await world.org('bureau', { parentId: await world.org('region') })
  Object.assign(actors, {
    clerk: await world.actor('bureauClerk', bureau),
    director: await world.actor('bureauDirector', bureau),
    formerUnit: await world.actor('unitLiaison', ties.formerUnit),
    payingUnit: await world.actor('unitLiaison', ties.payingUnit),
    managingUnit: await world.actor('unitLiaison', ties.managingUnit),
    community: await world.actor('communityWorker', ties.community),
    branch: await world.actor('branchSecretary', ties.branch),
    superior: await world.actor('bureauClerk', cityBureau),
    stranger: await world.actor('bureauClerk', elsewhere),
    systemAdmin: await world.actor('systemAdmin', county),
    securityAdmin: await world.actor('securityAdmin', county),
    auditAdmin: await world.actor('auditAdmin', county),
  })
  const clerk = actors['clerk'] as Actor
  const text = Object.fromEntries(
    Object.entries(markers).filter(([, marker]) => marker.startsWith('标记')),
  )
  for (const key of ['contactAddress', 'familyContact', 'emergencyContact', 'tagEvidence'])
    delete text[key]
  for (const key of ['visitFindings', 'hospital', 'diagnosis']) delete text[key]
  const alike = { fullName: markers['fullName'], gender: '1', retirementCategory: 'tuixiu' }
  const values = {
    ...text,
    fullName: markers['fullName'],
    gender: '1',
    retirementCategory: 'tuixiu',
    idNumber,
    birthArchive: '1937-04-17',
    workStart: '1955-02-03',
    retiredOn: '1997-05-06',
    mobile: markers['mobile'],
    landline: markers['landline'],
    otherPhones: [{ phone: markers['otherPhones'], owner: '儿子' }],
    livingArrangement: 'livingAlone',
    healthStatus: '60',
    selfCareLevel: '4',
    pensionBaseFen: 73_110_011,
    monthlyPensionFen: 73_110_022,
    duesBaseFen: 73_110_033,
    politicalStatus: '01',
    partyJoined: '1958-07-08',
    partyFull: '1959-07-09',
  }
  ;({ id } = await world.do(clerk, 'roster.register', { values, ties }))
  // Somebody who looks alike, so that lists of duplicates have something to show.
  const twin = { ...alike, birthArchive: '1937-04' }
  await world.do(clerk, 'roster.register', { values: twin, distinctFrom: [id] })
  await world.db.deleteFrom('duplicateDecision').execute()
  const contact = { id, address: markers['contactAddress'], phone: markers['contactPhone'] }
  const [family, emergency] = [markers['familyContact'], markers['emergencyContact']]
  await world.do(clerk, 'roster.saveContact', { ...contact, name: family, relation: '10' })
  const urgent = { ...contact, name: emergency, relation: '10', isEmergency: true }
  await world.do(clerk, 'roster.saveContact', { ...urgent, address: null })
  const tag = { id, code: 'livingAlone', fromOn: '2026-01-01', evidence: markers['tagEvidence'] }
  await world.do(clerk, 'roster.addTag', tag)
  await world.do(clerk, 'roster.addTag', { ...tag, code: 'warVeteran' })
  await world.do(clerk, 'health.admit', {
    retireeId: id,
    admittedOn: '2026-10-01',
    channel: 'family',
    hospital: markers['hospital'],
    diagnosis: markers['diagnosis'],
  })
  await world.do(clerk, 'visits.record', {
    retireeId: id,
    visitedOn: '2026-11-20',
    reasons: ['birthday'],
    way: 'home',
    visitors: '走访人',
    findings: markers['visitFindings'],
  })
  await world.do(clerk, 'roster.amend', { id, version: 1, changes: { degree: '标记学位改' } })
  await world.do(clerk, 'roster.amend', { id, version: 2, changes: { degree: '标记学位' } })
  await world.do(clerk, 'roster.requestChange', {
    id,
    proposed: { chronicDiseases: '标记慢性病改' },
    reason: '本人来电',
    channel: 'phone',
    requestedBy: '本人',
  })
})

/** Every answer that an actor can get from any query by the person's number, name or nothing. */
async function everythingSeenBy(actor: Actor): Promise<string> {
  const inputs = [
    {},
    { id },
    { retireeId: id },
    { id, day: '2026-11-21' },
    { text: '金丝雀' },
    { filters: { text: '金丝雀' } },
    { filters: { text: idNumber } },
    { filters: { state: 'all' } },
    { by: 'managingUnit', year: 2026 },
    { values: { fullName: '金丝雀', birthArchive: '1937-04' } },
    { status: 'pending' },
  ]
  const seen: string[] = []
  for (const [name, operation] of Object.entries(operations)) {
    if (operation.kind !== 'query') continue
    for (const input of inputs) {
      const answer: unknown = await world.do(actor, name, input).catch(() => undefined)
      seen.push(JSON.stringify(answer) ?? '')
    }
  }
  return seen.join('\n')
}

function found(seen: string): string[] {
  return Object.keys(markers)
    .filter((key) => seen.includes(markers[key] as string))
    .sort()
}

test.each(Object.keys(allowed))('%s finds only the markers of its relation', async (who) => {
  const actor = actors[who] as Actor
  const [usual, onPurpose] = allowed[who] as [string[], string[]]
  expect(found(await everythingSeenBy(actor))).toEqual([...new Set(usual)].sort())
  for (const purpose of purposes)
    await world
      .do(actor, 'roster.reveal', { id, purpose, caseText: '第 731 号' })
      .catch(() => undefined)
  expect(found(await everythingSeenBy(actor))).toEqual(
    [...new Set([...usual, ...onPurpose])].sort(),
  )
})

// GB/T 22239-2019 8.1.4.3: the trace says who looked at what kind of thing, never the thing.
test('no marker stands in the trace', async () => {
  const rows = await world.db.selectFrom('trace').selectAll().execute()
  expect(found(JSON.stringify(rows)).filter((key) => key !== 'selfCareLevel')).toEqual([])
})
