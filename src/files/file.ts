import * as z from 'zod'

/** What a file is kept for. */
export const fileKinds = { photo: '照片', evidence: '依据材料', document: '其他文件' } as const
export type FileKind = keyof typeof fileKinds

/**
 * What a file tells of the person. Whoever may not see such information does not see the file
 * (个人信息保护法 Arts. 6, 28).
 */
export const fileSubjects = {
  work: '职务和待遇',
  party: '党内职务和组织生活',
  personal: '个人情况',
  identityNumber: '证件号码',
  health: '健康状况',
  money: '收入',
} as const
export type FileSubject = keyof typeof fileSubjects

export const fileStates = {
  accepted: '可下载',
  quarantined: '等待病毒查验',
  infected: '发现病毒，已清除',
} as const
export type FileState = keyof typeof fileStates

/** Bytes of one file as it arrives. */
export const mostBytes = 10 * 1024 * 1024

/** What the file window offers, by ending. */
export const imageEndings = '.jpg,.jpeg,.png,.webp'
export const fileEndings = `${imageEndings},.pdf,.docx,.xlsx`

/** Words that a reader sees as they are: no line breaks, nothing unseen, nothing that turns the direction. */
const plainWords = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u

const kindKeys = Object.keys(fileKinds) as [FileKind, ...FileKind[]]
const subjectKeys = Object.keys(fileSubjects) as [FileSubject, ...FileSubject[]]

export const FileTitle = z
  .string('请填写名称')
  .trim()
  .min(1, '请填写名称')
  .max(80, '名称不超过 80 字')
  .regex(plainWords, '名称里有看不见的字符，请重新输入')

/** What comes with an uploaded file. The name is checked and then forgotten. */
export const AddFile = z.strictObject({
  retireeId: z.coerce.number('请选择老同志').int('请选择老同志'),
  kind: z.enum(kindKeys, '请选择附件类型'),
  about: z.enum(subjectKeys, '请选择内容涉及').default('personal'),
  title: FileTitle,
  fileName: z.string('请选择文件').min(1, '请选择文件').max(255, '文件名太长，请改短后再上传'),
})

export const RemoveFile = z.strictObject({
  id: z.int('请选择附件'),
  reason: z.string('请写明原因').trim().min(2, '请写明原因').max(200, '原因不超过 200 字'),
})
