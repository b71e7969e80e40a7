import { useState } from 'react'
import * as z from 'zod'
import type { Filters } from '#src/roster/list.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { ConfirmDialog, Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { sameFilters } from './query.ts'
import { useSeesHealth } from './useRights.ts'

const builtIn: readonly { readonly name: string; readonly filters: Filters }[] = [
  { name: '全部', filters: {} },
  { name: '离休', filters: { category: ['lixiu'] } },
  { name: '90岁以上', filters: { ageFrom: 90 } },
  { name: '独居', filters: { livingArrangement: ['livingAlone'] } },
  { name: '双高期', filters: { highAgeHighIllness: true } },
  { name: '一年未核实', filters: { unverifiedDays: 365 } },
]

interface SavedFiltersProps {
  readonly filters: Filters
  readonly onChoose: (filters: Filters) => void
}

/** Queries kept ready: the built-in ones and one's own. */
export function SavedFilters({ filters, onChoose }: SavedFiltersProps) {
  const saved = useCall('roster.savedFilters', {})
  const [naming, setNaming] = useState(false)
  const [removing, setRemoving] = useState<{ id: number; name: string }>()
  const health = useSeesHealth()
  const ready = builtIn.filter((one) => health || !one.filters.highAgeHighIllness)
  const own = saved.data ?? []
  const conditionsOf = (one: (typeof own)[number]) => one.conditions as unknown as Filters
  const isKept = [...builtIn.map((one) => one.filters), ...own.map(conditionsOf)].some((kept) =>
    sameFilters(kept, filters),
  )
  return (
    <Bar label="常用查询">
      {ready.map((one) => (
        <Chip
          key={one.name}
          pressed={sameFilters(one.filters, filters)}
          onPress={() => onChoose(one.filters)}
        >
          {one.name}
        </Chip>
      ))}
      {own.map((one) => (
        <Chip
          key={one.id}
          pressed={sameFilters(conditionsOf(one), filters)}
          onPress={() => onChoose(conditionsOf(one))}
          onRemove={() => setRemoving(one)}
        >
          {one.name}
        </Chip>
      ))}
      {!isKept && (
        <Button small look="link" onClick={() => setNaming(true)}>
          保存当前查询
        </Button>
      )}
      <NameDialog open={naming} onClose={() => setNaming(false)} filters={filters} />
      <RemoveDialog of={removing} onClose={() => setRemoving(undefined)} />
    </Bar>
  )
}

const Name = z.object({ name: z.string('请填写名称') })

interface NameDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly filters: Filters
}

function NameDialog({ open, onClose, filters }: NameDialogProps) {
  const save = useCommand('roster.saveFilter', ['roster.savedFilters'])
  return (
    <Dialog title="保存当前查询" open={open} onClose={onClose}>
      <Form
        schema={Name}
        defaults={{ name: '' }}
        enter="submit"
        onSubmit={async ({ name }) => {
          await save.mutateAsync({ name, conditions: filters })
          toast(`已保存查询“${name}”`)
          onClose()
        }}
      >
        <TextField
          name="name"
          label="名称"
          required
          autoFocus
          maxLength={30}
          hint="下次点一下就按同样的条件查找；同名的会被替换"
        />
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

interface RemoveDialogProps {
  readonly of: { readonly id: number; readonly name: string } | undefined
  readonly onClose: () => void
}

function RemoveDialog({ of: filter, onClose }: RemoveDialogProps) {
  const remove = useCommand('roster.removeFilter', ['roster.savedFilters'])
  return (
    <ConfirmDialog
      title="删除常用查询"
      open={filter !== undefined}
      onClose={onClose}
      action="删除"
      onConfirm={async () => {
        if (filter) await remove.mutateAsync({ id: filter.id })
        toast('已删除')
      }}
    >
      删除“{filter?.name}”？只删除这条查询，不影响名单里的人。
    </ConfirmDialog>
  )
}
