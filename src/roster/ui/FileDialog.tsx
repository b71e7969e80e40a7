import { useNavigate } from 'react-router'
import * as z from 'zod'
import type { ColumnKey } from '#src/roster/columns.ts'
import type { Filters } from '#src/roster/list.ts'
import { download } from '#src/web/api.ts'
import { CheckField, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { orderOf } from './query.ts'
import { wordsOf } from './words.ts'

const Wish = z.object({
  title: z.string('请填写名单名称'),
  as: z.enum(['frozen', 'pdf', 'xlsx'], '请选择方式'),
  signature: z.boolean().optional(),
})

const ways = [
  { value: 'frozen', label: '冻结名单', note: '按今天的情况留存，以后可核对，不随修改变化' },
  { value: 'pdf', label: '冻结并打印 PDF', note: '页脚带名单号和摘要' },
  { value: 'xlsx', label: '导出表格', note: '不留存名单' },
]

interface FileDialogProps {
  /** Whose list: ticked people, or everyone under the conditions. */
  readonly filters: Filters
  readonly count: number
  readonly sort: string
  readonly columns: readonly ColumnKey[]
  readonly first: z.infer<typeof Wish>['as']
  readonly open: boolean
  readonly onClose: () => void
}

/** Takes a list out of the system: frozen, printed or as a spreadsheet. */
export function FileDialog(props: FileDialogProps) {
  const { filters, count, columns, first, open, onClose } = props
  const freeze = useCommand('snapshots.freeze', ['snapshots.'])
  const navigate = useNavigate()

  async function take({ title, as, signature = false }: z.infer<typeof Wish>) {
    const wanted = { title, filters, ...orderOf(props.sort), columns: [...columns] }
    if (as === 'xlsx') {
      download('roster.export', wanted)
      return onClose()
    }
    const { id, count: frozen } = await freeze.mutateAsync(wanted)
    toast(`已冻结名单第 ${id} 号，共 ${frozen} 人`)
    onClose()
    if (as === 'pdf') download('snapshots.pdf', { id, signature: signature ? 'true' : 'false' })
    else void navigate(`/snapshots/${id}`)
  }

  return (
    <Dialog title={`输出名单：${count.toLocaleString('zh-CN')} 人`} open={open} onClose={onClose}>
      <Form
        schema={Wish}
        defaults={{ title: titleOf(filters), as: first, signature: false }}
        enter="submit"
        onSubmit={take}
      >
        <TextField name="title" label="名单名称" required maxLength={60} />
        <RadioRow name="as" label="方式" options={ways} required />
        <CheckField name="signature" label="打印时加签收栏" />
        <p className="muted">
          按当前的列和顺序输出 {columns.length} 列。
          {columns.includes('idNumber') || columns.includes('mobile')
            ? '名单含完整的证件号或电话，请妥善保管。'
            : ''}
        </p>
        <SubmitBar label="输出" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function titleOf(filters: Filters): string {
  if (filters.ids) return '老干部名单'
  const words = wordsOf(filters).map((condition) => condition.words)
  return `老干部名单${words.length > 0 ? `（${words.join('，')}）` : ''}`.slice(0, 60)
}
