import type { Pool, PoolClient } from 'pg'
import { rebuildDuties } from '#src/duties/refresh.ts'
import { openDatabase } from '#src/kernel/db.ts'
import type { Vault } from '#src/kernel/vault.ts'
import type { Values } from '#src/roster/record.ts'
import { sealedDocument, withoutSealed } from '#src/roster/sealing/document.ts'
import { hashPassword } from '#src/staff/password.ts'
import { demoAccounts } from './accounts.ts'
import { loadCalls } from './calls.ts'
import { loadCensus } from './census.ts'
import { loadContactGroups } from './contactGroups.ts'
import { copyRows, sealedCells, type Row } from './copy.ts'
import { demoCounty } from './county.ts'
import { happenings, type Happenings } from './happenings.ts'
import { loadHealth } from './health.ts'
import { loadMessages } from './messages.ts'
import type { DemoOrg } from './orgs/org.ts'
import type { DemoPerson } from './person.ts'
import { loadTickets } from './tickets.ts'
import { loadVisitParts } from './visitParts.ts'

export interface Demo {
  readonly today: string
  /** Sensitive fields are sealed with it. */
  readonly vault: Vault
}

/**
 * Fills an empty database with 示范县 as it stands on `today`; leaves one that holds any
 * organisation as it is. Counts the rows for the planner, and derives the duties. Answers whether it loaded.
 */
export async function loadDemo(pool: Pool, { today, vault }: Demo): Promise<boolean> {
  const hashes = await Promise.all(demoAccounts.map(({ password }) => hashPassword(password)))
  const client = await pool.connect()
  try {
    await client.query('begin')
    const filled = await client.query('select from org limit 1')
    if (filled.rowCount) return false
    await fill(client, { today, vault }, hashes)
    await client.query('commit')
  } finally {
    await client.query('rollback')
    client.release()
  }
  await pool.query('analyze')
  await openDatabase(pool)
    .transaction()
    .execute((db) => rebuildDuties(db, today))
  return true
}

async function fill(
  client: PoolClient,
  { today, vault }: Demo,
  hashes: readonly string[],
): Promise<void> {
  const { county, people } = demoCounty({ today })
  const orgIds = new Map(county.all.map((org, index) => [org.key, index + 1]))
  const idOf = (key: string) => orgIds.get(key) ?? missing(key)
  await copyRows(
    client,
    'org',
    county.all.map((org) => orgRow(org, idOf)),
  )
  await copyRows(
    client,
    'org_event',
    county.all.map((org) => orgEventRow(org, idOf, today)),
  )
  await loadStaff(client, idOf, hashes)
  await loadPeople(client, vault, people, idOf)
  await loadHappenings(client, vault, people, happenings(people, today), today)
  await client.query('select refresh_reach(array(select id from retiree))')
  await loadCensus(client, { people, units: county.units.map(({ key }) => key), idOf, today })
  await loadCalls(client, { people, deskId: idOf('bureau'), today, vault })
  await loadContactGroups(client, { people, idOf, today })
  await loadTickets(client, { today, vault })
  await loadMessages(client, { today, vault })
  await loadHealth(client, { today, vault, homeId: idOf('bureau') })
  await loadVisitParts(client, today)
  for (const table of ['org', 'account', 'post', 'retiree', 'change_request'])
    await continueNumbers(client, table)
}

function missing(key: string): never {
  throw new Error(`the demo county has no organisation ${key}`)
}

type IdOf = (key: string) => number

function orgRow(org: DemoOrg, idOf: IdOf): Row {
  const { key, parent, kind, name, nature, regionCode, address, phone, establishedOn } = org
  const parentId = parent && idOf(parent)
  return { id: idOf(key), parentId, kind, name, nature, regionCode, address, phone, establishedOn }
}

function orgEventRow({ key, establishedOn }: DemoOrg, idOf: IdOf, today: string): Row {
  return { orgId: idOf(key), kind: 'created', happenedOn: establishedOn ?? today }
}

async function loadStaff(client: PoolClient, idOf: IdOf, hashes: readonly string[]): Promise<void> {
  const posts = demoAccounts.map((who, index) => ({
    ...who,
    id: index + 1,
    hash: hashes[index] ?? null,
  }))
  await copyRows(
    client,
    'account',
    posts.map(({ id, account, name, hash }) => ({ id, account, name, passwordHash: hash })),
  )
  await copyRows(
    client,
    'post',
    posts.map(({ id, role, title, orgKey }) => ({
      id,
      accountId: id,
      orgId: idOf(orgKey),
      role,
      title,
      validFrom: '2021-10-08',
    })),
  )
  await client.query(
    `insert into setting (key, value) values ('homeBureau', to_jsonb($1::int)), ('demo', 'true')`,
    [idOf('bureau')],
  )
}

async function loadPeople(
  client: PoolClient,
  vault: Vault,
  people: readonly DemoPerson[],
  idOf: IdOf,
): Promise<void> {
  const homeId = idOf('bureau')
  const numbered = people.map((person, index) => ({ ...person, id: index + 1 }))
  await copyRows(
    client,
    'retiree',
    numbered.map(({ id, facts }) => ({
      id,
      homeId,
      ...(withoutSealed({ ...facts }) as Row),
      ...sealedCells(vault, id, facts as unknown as Values),
    })),
  )
  await copyRows(
    client,
    'tie',
    numbered.flatMap(({ id, ties, facts }) =>
      ties.map(({ kind, org, from, to }) => ({
        retireeId: id,
        kind,
        orgId: idOf(org),
        validFrom: from,
        validTo: to,
        recordedOn: facts.registeredOn > from ? facts.registeredOn : from,
        source: '建库登记',
      })),
    ),
  )
  await copyRows(
    client,
    'tag',
    numbered.flatMap(({ id, tags }) =>
      tags.map(({ code, from, evidence }) => ({
        retireeId: id,
        code,
        fromOn: from,
        evidence,
        recordedOn: from,
      })),
    ),
  )
  await copyRows(
    client,
    'contact',
    numbered.flatMap(({ id, contacts }) =>
      contacts.map((contact) => ({ retireeId: id, ...contact, consented: true })),
    ),
  )
}

async function loadHappenings(
  client: PoolClient,
  vault: Vault,
  people: readonly DemoPerson[],
  { visits, events, requests }: Happenings,
  today: string,
): Promise<void> {
  await copyRows(
    client,
    'visit',
    visits.map(({ person, ...visit }) => ({ retireeId: person + 1, ...visit })),
  )
  await copyRows(
    client,
    'life_event',
    events.map(({ person, ...event }) => ({ retireeId: person + 1, ...event })),
  )
  await copyRows(
    client,
    'verification',
    people.flatMap(({ verifications }, index) =>
      verifications.map((verifiedOn) => ({
        retireeId: index + 1,
        verifiedOn,
        method: index % 3 ? 'phone' : 'unit',
      })),
    ),
  )
  await copyRows(
    client,
    'change_request',
    requests.map(({ person, proposed, ...request }, index) => ({
      id: index + 1,
      retireeId: person + 1,
      proposed: JSON.stringify(
        sealedDocument(vault, { table: 'change_request', row: index + 1 }, proposed),
      ),
      ...request,
      requestedAt: `${today}T08:30:00+08:00`,
    })),
  )
}

async function continueNumbers(client: PoolClient, table: string): Promise<void> {
  await client.query(
    `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
  )
}
