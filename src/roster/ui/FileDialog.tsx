import { useNavigate } from 'react-router'
import * as z from 'zod'
import type { ColumnKey } from '#src/roster/columns.ts'
import type { Filters } from '#src/roster/list.ts'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
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
  as: z.enum(['frozen', 'pdf'], '请选择方式'),
})

const ways = [
  { value: 'frozen', label: '冻结名单', note: '按今天的情况留存，以后可核对，不随修改变化' },
  { value: 'pdf', label: '冻结并打印', note: '打印件和签收表带名单号、导出编号和水印' },
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

/** Freezes a list, and goes on to its print where wanted. */
export function FileDialog(props: FileDialogProps) {
  const { filters, count, columns, first, open, onClose } = props
  const freeze = useCommand('snapshots.freeze', ['snapshots.'])
  const navigate = useNavigate()

  async function take({ title, as }: z.infer<typeof Wish>) {
    const wanted = { title, filters, ...orderOf(props.sort), columns: [...columns] }
    const { id, count: frozen } = await freeze.mutateAsync(wanted)
    toast(`已冻结名单第 ${id} 号，共 ${frozen} 人`)
    onClose()
    void navigate(`/snapshots/${id}${as === 'pdf' ? '?file=pdf' : ''}`)
  }

  return (
    <Dialog title={`冻结名单：${count.toLocaleString('zh-CN')} 人`} open={open} onClose={onClose}>
      <Form
        schema={Wish}
        defaults={{ title: titleOf(filters), as: first }}
        enter="submit"
        onSubmit={take}
      >
        <TextField name="title" label="名单名称" required maxLength={60} />
        <RadioRow name="as" label="方式" options={ways} required />
        <p className="muted">按当前的列和顺序，共 {columns.length} 列。</p>
        <SubmitBar label="冻结名单" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

/** A name for the list of people under these conditions. */
export function titleOf(filters: Filters): string {
  if (filters.ids) return '老干部名单'
  const words = wordsOf(filters).map((condition) => condition.words)
  return `老干部名单${words.length > 0 ? `（${words.join('，')}）` : ''}`.slice(0, 60)
}
