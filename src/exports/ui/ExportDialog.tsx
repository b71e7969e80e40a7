import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import * as z from 'zod'
import { formats, isSensitive, type Format } from '#src/exports/export.ts'
import { exportPurposeCodes, needsNote, type ExportPurpose } from '#src/exports/purpose.ts'
import { columnOf, type ColumnKey } from '#src/roster/columns.ts'
import { call, fetchFile, type InputOf } from '#src/web/api.ts'
import { CheckRow, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { refreshCalls, useCommand } from '#src/web/useCall.ts'
import { ExportTerms } from './ExportTerms.tsx'

export type ExportSource = InputOf<'exports.weigh'>['source']

const Choice = z
  .object({
    columns: z.array(z.string()).min(1, '请至少选择一列'),
    format: z.enum(Object.keys(formats) as Format[], '请选择格式'),
    purpose: z.enum(exportPurposeCodes, '请选择用途'),
    note: z.string().max(200, '说明最多 200 个字').optional(),
    signature: z.boolean().optional(),
    clean: z.boolean().optional(),
    password: z.string().min(8, '文件密码至少 8 位').max(64, '文件密码最多 64 位').optional(),
  })
  .refine(({ purpose, note }) => !needsNote(purpose) || (note ?? '').trim().length >= 2, {
    path: ['note'],
    error: '请写明事由或任务编号',
  })

interface ExportDialogProps {
  readonly source: ExportSource
  readonly columns: readonly ColumnKey[]
  /** The first is chosen at the beginning. */
  readonly formats: readonly [Format, ...Format[]]
  readonly onClose: () => void
}

/** Takes a list out of the system: at once when it is small and plain, else after another agreed. */
export function ExportDialog(props: ExportDialogProps) {
  const { source, columns, onClose } = props
  const request = useCommand('exports.request', ['exports.', 'approvals.'])
  const client = useQueryClient()
  const navigate = useNavigate()

  async function take({ columns: chosen, password, clean, ...rest }: z.output<typeof Choice>) {
    const keys = columns.filter((key) => chosen.includes(key))
    const plain = clean === true && rest.purpose === 'statistics'
    const wish = { ...rest, source, columns: keys, clean: plain }
    const weight = await call('exports.weigh', { source, columns: keys, clean: plain })
    if (!weight.needsApproval) {
      await fetchFile('exports.take', wish)
      toast(`已导出 ${weight.count} 人`)
      await refreshCalls(client, ['exports.', 'transparency.'])
      return onClose()
    }
    await request.mutateAsync({ ...wish, ...(password && { password }) })
    toast('已提交复核，同意后在“导出”里取文件')
    onClose()
    void navigate('/exports')
  }

  return (
    <Dialog title="导出名单" open onClose={onClose}>
      <Form
        schema={Choice}
        defaults={{
          columns: columns.filter((key) => !isSensitive(key)),
          format: props.formats[0],
          purpose: '' as ExportPurpose,
          note: '',
          signature: false,
          clean: false,
          password: '',
        }}
        onSubmit={take}
      >
        <CheckRow
          name="columns"
          label="栏目"
          required
          options={columns.map((key) => ({ value: key, label: titleOf(key) }))}
        />
        <RadioRow
          name="format"
          label="格式"
          required
          options={props.formats.map((value) => ({ value, label: formats[value] }))}
        />
        <ExportTerms source={source} columns={columns} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function titleOf(key: ColumnKey): string {
  return `${columnOf(key).title}${isSensitive(key) ? '（敏感，须复核）' : ''}`
}
