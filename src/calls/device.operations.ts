import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { openedFrom, sealedFor } from './sealed.ts'
import { algorithms, type Algorithm } from './algorithms.ts'
import { callTokenOf, revokeToken } from './token.ts'

const Code = z
  .string('请填写设备编号')
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{3,39}$/, '设备编号为 4 至 40 位字母、数字或短横')

export interface DeviceRow {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly algorithm: Algorithm
  readonly registeredAt: Date
  readonly endedAt: Date | null
  readonly people: readonly { readonly id: number; readonly name: string }[]
  readonly lastAt: Date | null
}

export const devices = {
  'calls.devices': query({
    title: '查看呼叫设备',
    permission: 'calls.manage',
    input: z.strictObject({}),
    async run({ db }): Promise<readonly DeviceRow[]> {
      const { rows } = await sql<DeviceRow>`
        select d.id, d.code, d.name, d.algorithm, d.registered_at, d.ended_at,
          coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.full_name) order by r.id)
            from call_device_person p join retiree r on r.id = p.retiree_id
            where p.device_id = d.id), '[]') as people,
          (select max(received_at) from call where call.device_id = d.id) as last_at
        from call_device d order by d.ended_at is not null, d.id desc limit 500`.execute(db)
      return rows
    },
  }),

  'calls.addDevice': command({
    title: '登记呼叫设备',
    permission: 'calls.manage',
    secret: true,
    input: z.strictObject({
      code: Code,
      name: z.string('请填写名称').trim().min(2, '请填写名称').max(40, '最多 40 个字'),
      algorithm: z.enum(Object.keys(algorithms) as Algorithm[], '请选择签名算法'),
      retireeIds: z.array(z.int()).max(6, '一台设备最多登记 6 人').default([]),
    }),
    async run(context, { code, name, algorithm, retireeIds }) {
      const { db, actor, now } = context
      for (const id of retireeIds) await requireRetiree(context, id)
      const { rows } = await sql<{ id: number }>`
        select nextval(pg_get_serial_sequence('call_device', 'id')) as id`.execute(db)
      const id = Number(rows[0]?.id)
      const secret = randomBytes(32).toString('base64url')
      const taken = await db
        .insertInto('callDevice')
        .values({
          id,
          code,
          name,
          orgId: actor.orgId,
          algorithm,
          secret: sealedFor(context, 'call_device.secret', id, secret),
          registeredAt: now,
          accountId: actor.accountId,
        })
        .onConflict((clash) => clash.column('code').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!taken) throw new Refusal('conflict', 'calls.codeTaken', '这个设备编号已登记过', 'code')
      for (const retireeId of new Set(retireeIds))
        await db.insertInto('callDevicePerson').values({ deviceId: id, retireeId }).execute()
      context.record({ name: 'callDevice.added', subject: 'callDevice', subjectId: id })
      return { id, secret }
    },
  }),

  'calls.setDevicePeople': command({
    title: '登记设备装在谁家',
    permission: 'calls.manage',
    repeatable: true,
    input: z.strictObject({ id: z.int(), retireeIds: z.array(z.int()).max(6) }),
    async run(context, { id, retireeIds }): Promise<void> {
      const { db } = context
      await requireDevice(context, id)
      for (const one of retireeIds) await requireRetiree(context, one)
      await db.deleteFrom('callDevicePerson').where('deviceId', '=', id).execute()
      for (const retireeId of new Set(retireeIds))
        await db.insertInto('callDevicePerson').values({ deviceId: id, retireeId }).execute()
      const detail = { retireeIds }
      context.record({ name: 'callDevice.placed', subject: 'callDevice', subjectId: id, detail })
    },
  }),

  'calls.endDevice': command({
    title: '停用呼叫设备',
    permission: 'calls.manage',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }): Promise<void> {
      await requireDevice(context, id)
      await context.db
        .updateTable('callDevice')
        .set({ endedAt: context.now, endedBy: context.actor.accountId })
        .where('id', '=', id)
        .execute()
      context.record({ name: 'callDevice.ended', subject: 'callDevice', subjectId: id })
    },
  }),

  'calls.page': query({
    title: '查看一键呼叫地址',
    permission: 'calls.answer',
    input: z.strictObject({ retireeId: z.int() }),
    async run(context, { retireeId }): Promise<{ path: string | null; madeAt: Date | null }> {
      await requireRetiree(context, retireeId)
      const found = await context.db
        .selectFrom('callToken')
        .select(['id', 'token', 'madeAt'])
        .where('retireeId', '=', retireeId)
        .where('revokedAt', 'is', null)
        .executeTakeFirst()
      const token = found && openedFrom(context, 'call_token.token', found.id, found.token)
      return { path: token ? `/h/${token}` : null, madeAt: found?.madeAt ?? null }
    },
  }),

  'calls.makePage': command({
    title: '开通一键呼叫地址',
    permission: 'calls.answer',
    secret: true,
    input: z.strictObject({ retireeId: z.int() }),
    async run(context, { retireeId }): Promise<{ path: string }> {
      await requireRetiree(context, retireeId)
      const token = await callTokenOf(context, retireeId)
      const detail = { retireeId }
      context.record({ name: 'callToken.made', subject: 'call', subjectId: null, detail })
      return { path: `/h/${token}` }
    },
  }),

  'calls.revokePage': command({
    title: '作废一键呼叫地址',
    permission: 'calls.answer',
    input: z.strictObject({ retireeId: z.int() }),
    async run(context, { retireeId }): Promise<void> {
      await requireRetiree(context, retireeId)
      if ((await revokeToken(context, retireeId)) === 0)
        throw new Refusal('conflict', 'calls.noPage', '还没有开通一键呼叫地址')
      const detail = { retireeId }
      context.record({ name: 'callToken.revoked', subject: 'call', subjectId: null, detail })
    },
  }),
}

async function requireDevice({ db }: Context, id: number): Promise<void> {
  const found = await db
    .selectFrom('callDevice')
    .select('id')
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!found) throw new Refusal('missing', 'calls.noSuchDevice', '没有这台设备')
}
