import * as z from 'zod'
import { refuseUpload } from '#src/files/refusals.ts'
import { command, query, upload } from '#src/kernel/operation.ts'
import { correctVisit, withdrawVisit } from './change.ts'
import type { ClosedDuty } from './followed.ts'
import { visitHistory, visitsOf, type VisitHistory, type VisitOnList } from './list.ts'
import { requirePaper, type Paper } from './paper.ts'
import { addVisitPhoto, AddVisitPhoto } from './photos.ts'
import { pocketKey, pocketPeople, type PocketKey, type PocketPerson } from './pocket.ts'
import { keepVisit, recordVisit, type Followed } from './record.ts'
import { CorrectVisit, RecordVisit, RecordVisits, WithdrawVisit } from './visit.ts'

export type { VisitOnList } from './list.ts'

const ofPerson = z.strictObject({ retireeId: z.int('请选择老同志') })

export const visits = {
  'visits.record': command({
    title: '登记走访',
    permission: 'visits.record',
    input: RecordVisit,
    run: (context, visit): Promise<Followed> => recordVisit(context, visit),
  }),

  'visits.recordSeveral': command({
    title: '批量登记走访',
    permission: 'visits.record',
    input: RecordVisits,
    async run(context, { people, ...visit }): Promise<{ recorded: number }> {
      for (const person of people) await keepVisit(context, { ...visit, ...person })
      return { recorded: people.length }
    },
  }),

  'visits.list': query({
    title: '查看走访记录',
    permission: 'visits.read',
    input: ofPerson,
    run: (context, { retireeId }): Promise<VisitOnList[]> => visitsOf(context, retireeId),
  }),

  'visits.history': query({
    title: '查看走访记录的更正与撤回',
    permission: 'visits.read',
    input: ofPerson,
    run: (context, { retireeId }): Promise<VisitHistory[]> => visitHistory(context, retireeId),
  }),

  'visits.correct': command({
    title: '更正走访记录',
    permission: 'visits.record',
    input: CorrectVisit,
    run: (context, input): Promise<{ id: number; closed: readonly ClosedDuty[] }> =>
      correctVisit(context, input),
  }),

  'visits.withdraw': command({
    title: '撤回走访记录',
    permission: 'visits.record',
    input: WithdrawVisit,
    run: (context, { id, reason }): Promise<void> => withdrawVisit(context, id, reason),
  }),

  'visits.addPhoto': upload({
    title: '上传走访照片',
    permission: 'visits.record',
    input: AddVisitPhoto,
    async run(context, wish, file): Promise<{ id: number }> {
      if (!file) throw refuseUpload('files.empty')
      return addVisitPhoto(context, wish, file)
    },
  }),

  'visits.paper': query({
    title: '按编号查找走访登记表',
    permission: 'visits.record',
    input: z.strictObject({
      code: z.string('请填写登记表编号').trim().min(1, '请填写登记表编号').max(40, '编号不对'),
    }),
    run: (context, { code }): Promise<Paper> => requirePaper(context, code),
  }),

  'visits.pocket': query({
    title: '查看没有网络时可选的走访对象',
    permission: 'visits.record',
    input: z.strictObject({}),
    run: (context): Promise<PocketPerson[]> => pocketPeople(context),
  }),

  'visits.pocketKey': query({
    title: '取得本机暂存走访的密钥',
    permission: 'visits.record',
    input: z.strictObject({}),
    run: async (context): Promise<PocketKey> => pocketKey(context),
  }),
}
