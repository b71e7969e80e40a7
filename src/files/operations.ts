import * as z from 'zod'
import { command, download, query, upload, type Download } from '#src/kernel/operation.ts'
import { addFile, type Added } from './add.ts'
import { AddFile, RemoveFile } from './file.ts'
import { filesOf, type FilesOfPerson } from './list.ts'
import { photoOf, readFile } from './read.ts'
import { refuseUpload } from './refusals.ts'
import { removeFile } from './remove.ts'
import { rescan, type Rescanned } from './rescan.ts'
import { scannerVersion } from './scanner.ts'

const ofPerson = z.coerce.number('请选择老同志').int('请选择老同志')

export const files = {
  'files.add': upload({
    title: '上传附件',
    permission: 'files.add',
    input: AddFile,
    async run(context, wish, file): Promise<Added> {
      if (!file) throw refuseUpload('files.empty')
      return addFile(context, wish, file)
    },
  }),

  'files.list': query({
    title: '查看附件目录',
    permission: 'files.read',
    input: z.strictObject({ retireeId: ofPerson }),
    run: (context, { retireeId }): Promise<FilesOfPerson> => filesOf(context, retireeId),
  }),

  'files.get': download({
    title: '下载附件',
    permission: 'files.read',
    input: z.strictObject({ id: z.coerce.number('请选择附件').int('请选择附件') }),
    run: (context, { id }): Promise<Download> => readFile(context, id),
  }),

  'files.photo': download({
    title: '查看照片',
    permission: 'files.read',
    input: z.strictObject({
      retireeId: ofPerson,
      /** Which photograph the page last knew of, so that a new one is fetched. */
      known: z.coerce.number().int().optional(),
    }),
    run: (context, { retireeId }): Promise<Download> => photoOf(context, retireeId),
  }),

  'files.remove': command({
    title: '删除附件',
    permission: 'files.add',
    input: RemoveFile,
    run: (context, { id, reason }): Promise<void> => removeFile(context, id, reason),
  }),

  'files.rescan': command({
    title: '再次查验待查附件',
    permission: 'system.run',
    everyMinutes: 10,
    input: z.strictObject({}),
    run: (context): Promise<Rescanned> => rescan(context),
  }),

  'files.scanner': query({
    title: '查看病毒查验是否可用',
    permission: 'security.read',
    input: z.strictObject({}),
    run: ({ now }) => scannerVersion(now),
  }),
}
