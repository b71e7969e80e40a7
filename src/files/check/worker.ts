import { Refusal } from '#src/kernel/refusal.ts'
import { refuseUpload } from '../refusals.ts'
import type { Checked, CheckAnswer, CheckJob } from './inProcess.ts'
import { checkOffice } from './office.ts'
import { checkPdf } from './pdf.ts'
import { redraw } from './redraw.ts'
import { contentTypes, isImage } from './type.ts'

/** The dangerous half of the check, in a process that may die of it. */
async function check({ bytes, type, photo }: CheckJob): Promise<Checked> {
  if (isImage(type)) return redraw(bytes, type, photo)
  if (photo) throw refuseUpload('files.notImage')
  if (type === 'pdf') checkPdf(bytes)
  else await checkOffice(bytes, type)
  return { contentType: contentTypes[type], bytes }
}

async function answer(job: CheckJob): Promise<CheckAnswer> {
  try {
    return { checked: await check({ ...job, bytes: Buffer.from(job.bytes) }) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code }
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

process.once('message', (job: CheckJob) => {
  void answer(job).then((said) => process.send?.(said, () => process.disconnect?.()))
})
