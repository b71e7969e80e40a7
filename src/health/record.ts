import type { Context } from '#src/kernel/operation.ts'
import type { OpenedPerson } from '#src/roster/opening.ts'
import { opened } from './seal.ts'
import type { Arrangement, Channel, EventKind, WithWhom } from './words.ts'

/** A sealed text: what it says where a purpose opens it, and whether there is one at all. */
export interface Secret {
  readonly text: string | null
  readonly held: boolean
}

export interface CareRecord {
  /** False where the actor knows only what the own organisation reported. */
  readonly all: boolean
  /** Whether illness is open now, closed until a purpose is named, or never shown. */
  readonly health: 'open' | 'masked' | 'hidden'
  readonly care: 'open' | 'masked' | 'hidden'
  readonly stays: readonly StayOnRecord[]
  readonly events: readonly EventOnRecord[]
  readonly wards: readonly WardOnRecord[]
  readonly checkUps: readonly CheckUpOnRecord[]
  readonly assessments: readonly AssessmentOnRecord[]
  readonly changes: readonly ChangeOnRecord[]
}

export interface StayOnRecord {
  readonly id: number
  readonly admittedOn: string
  readonly noticedOn: string
  readonly dischargedOn: string | null
  readonly expectedUntil: string | null
  readonly hospital: string
  readonly ward: string | null
  readonly bed: string | null
  readonly channel: Channel
  readonly reportedBy: string | null
  readonly transport: Arrangement
  readonly escort: Arrangement
  readonly diagnosis: Secret
}

export interface EventOnRecord {
  readonly id: number
  readonly kind: EventKind
  readonly happenedOn: string
  readonly noticedOn: string
  readonly relation: string | null
  readonly withWhom: WithWhom | null
  readonly channel: Channel
  readonly endedOn: string | null
  readonly note: Secret
}

export interface WardOnRecord {
  readonly id: number
  readonly openedOn: string
  readonly closedOn: string | null
  readonly everyDays: number
  readonly clinic: string
  readonly doctor: string
  readonly rounds: readonly { id: number; madeOn: string; doctor: string; note: Secret }[]
}

export interface CheckUpOnRecord {
  readonly checkUpId: number
  readonly name: string
  readonly hospital: string
  readonly bookedOn: string | null
  readonly came: boolean | null
  readonly resultedOn: string | null
  readonly feedbackOn: string | null
  readonly fedBackOn: string | null
  readonly feedbackBy: string | null
  readonly summary: Secret
}

export interface AssessmentOnRecord {
  readonly id: number
  readonly assessedOn: string
  readonly assessor: string
  /** Null where the level is closed to the actor. */
  readonly level: string | null
}

export interface ChangeOnRecord {
  readonly id: number
  readonly subject: string
  readonly what: string
  readonly why: string | null
  readonly by: string | null
  readonly at: Date
}

type Shut = (table: Table, id: number | string, token: unknown, open: boolean) => Secret
type Table = Parameters<typeof opened>[1]

/** Everything of the slice about one person, as far as the actor may know it. */
export async function careOf(
  context: Context,
  { row, decision }: OpenedPerson,
  all: boolean,
): Promise<CareRecord> {
  const health = decision.sightOfBundle('health')
  const secret: Shut = (table, id, token, open) => ({
    text: open ? opened(context, table, id, token) : null,
    held: token !== null,
  })
  const about = { context, retireeId: row.id, all, secret }
  const illness = health === 'open'
  return {
    all,
    health,
    care: decision.sightOfBundle('care'),
    stays: await staysOf(about, illness),
    events: await eventsOf(about, decision.sightOfBundle('money') === 'open'),
    wards: all ? await wardsOf(about, illness) : [],
    checkUps: all ? await checkUpsOf(about, illness) : [],
    assessments: await assessmentsOf(about, decision.sightOfBundle('care') === 'open'),
    changes: all ? await changesOf(about) : [],
  }
}

interface About {
  readonly context: Context
  readonly retireeId: number
  readonly all: boolean
  readonly secret: Shut
}

async function staysOf({ context, retireeId, all, secret }: About, open: boolean) {
  const rows = await context.db
    .selectFrom('hospitalStay')
    .select(['id', 'admittedOn', 'noticedOn', 'dischargedOn', 'expectedUntil', 'hospital', 'ward'])
    .select(['bed', 'channel', 'reportedBy', 'transport', 'escort', 'diagnosis', 'orgId'])
    .where('retireeId', '=', retireeId)
    .where('withdrawnOn', 'is', null)
    .orderBy('admittedOn', 'desc')
    .limit(200)
    .execute()
  return rows
    .filter(({ orgId }) => all || orgId === context.actor.orgId)
    .map(({ diagnosis, orgId: _orgId, ...stay }) => ({
      ...stay,
      diagnosis: secret('hospital_stay', stay.id, diagnosis, open),
    })) as StayOnRecord[]
}

async function eventsOf({ context, retireeId, all, secret }: About, open: boolean) {
  const rows = await context.db
    .selectFrom('careEvent')
    .select(['id', 'kind', 'happenedOn', 'noticedOn', 'relation', 'withWhom', 'channel'])
    .select(['endedOn', 'note', 'orgId'])
    .where('retireeId', '=', retireeId)
    .where('withdrawnOn', 'is', null)
    .orderBy('happenedOn', 'desc')
    .limit(200)
    .execute()
  return rows
    .filter(({ orgId }) => all || orgId === context.actor.orgId)
    .map(({ note, orgId: _orgId, ...event }) => ({
      ...event,
      note: secret('care_event', event.id, note, open),
    })) as EventOnRecord[]
}

async function wardsOf({ context, retireeId, secret }: About, open: boolean) {
  const wards = await context.db
    .selectFrom('homeWard')
    .select(['id', 'openedOn', 'closedOn', 'everyDays', 'clinic', 'doctor'])
    .where('retireeId', '=', retireeId)
    .orderBy('openedOn', 'desc')
    .execute()
  const rounds = await context.db
    .selectFrom('doctorRound')
    .select(['id', 'wardId', 'madeOn', 'doctor', 'note'])
    .where('retireeId', '=', retireeId)
    .where('withdrawnOn', 'is', null)
    .orderBy('madeOn', 'desc')
    .limit(500)
    .execute()
  return wards.map((ward) => ({
    ...ward,
    rounds: rounds
      .filter(({ wardId }) => wardId === ward.id)
      .map(({ wardId: _wardId, note, ...round }) => ({
        ...round,
        note: secret('doctor_round', round.id, note, open),
      })),
  }))
}

async function checkUpsOf({ context, retireeId, secret }: About, open: boolean) {
  const rows = await context.db
    .selectFrom('checkUpPerson')
    .innerJoin('checkUp', 'checkUp.id', 'checkUpPerson.checkUpId')
    .select(['checkUpId', 'checkUp.name', 'checkUp.hospital', 'bookedOn', 'came', 'resultedOn'])
    .select(['feedbackOn', 'fedBackOn', 'feedbackBy', 'summary'])
    .where('retireeId', '=', retireeId)
    .orderBy('checkUp.fromOn', 'desc')
    .execute()
  return rows.map(({ summary, ...row }) => ({
    ...row,
    summary: secret('check_up_person', `${row.checkUpId}.${retireeId}`, summary, open),
  }))
}

async function assessmentsOf({ context, retireeId, all }: About, open: boolean) {
  const rows = await context.db
    .selectFrom('careAssessment')
    .select(['id', 'assessedOn', 'assessor', 'level', 'orgId'])
    .where('retireeId', '=', retireeId)
    .where('withdrawnOn', 'is', null)
    .orderBy('assessedOn', 'desc')
    .execute()
  return rows
    .filter(({ orgId }) => all || orgId === context.actor.orgId)
    .map(({ orgId: _orgId, level, ...row }) => ({ ...row, level: open ? level : null }))
}

function changesOf({ context, retireeId }: About): Promise<ChangeOnRecord[]> {
  return context.db
    .selectFrom('careChange')
    .leftJoin('account', 'account.id', 'careChange.accountId')
    .select(['careChange.id', 'subject', 'what', 'why', 'at', 'account.name as by'])
    .where('retireeId', '=', retireeId)
    .orderBy('careChange.id', 'desc')
    .limit(200)
    .execute()
}
