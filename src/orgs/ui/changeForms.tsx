import type { ReactNode } from 'react'
import * as z from 'zod'
import { DissolveOrg, MergeOrg, MoveOrg, orgKinds, RenameOrg, type OrgKind } from '#src/orgs/org.ts'
import { call } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { ComboPick } from '#src/web/kit/ComboPick.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import type { ActProps } from './OrgDialog.tsx'
import { OrgPick, pickedOrg } from './OrgPick.tsx'

const stale = ['orgs.', 'roster.', 'duties.']

/** Gives the organisation a new name from a day on. */
export function RenameForm({ org, onClose }: ActProps) {
  const rename = useCommand('orgs.rename', stale)
  const { today } = useSession()
  return (
    <Form
      schema={RenameOrg}
      defaults={{ id: org.id, name: org.name, on: today, documentNo: '' }}
      onSubmit={async (values) => {
        await rename.mutateAsync(values)
        toast(`已更名为${values.name}`)
        onClose()
      }}
    >
      <Consequence>
        人员归属不变。旧名称“{org.name}”记作曾用名，以后导入的表格写旧名称也能对上。
      </Consequence>
      <Fields columns={2}>
        <TextField name="name" label="新名称" required span="all" />
        <DayAndDocument />
        <SubmitBar label="更名" onCancel={onClose} />
      </Fields>
    </Form>
  )
}

const Move = z.strictObject({ ...MoveOrg.shape, parentId: pickedOrg('请选择新的上级') })

/** Puts the organisation, with all below it, under another. */
export function MoveForm({ org, onClose }: ActProps) {
  const move = useCommand('orgs.move', stale)
  const { today } = useSession()
  const above = org.above.at(-1)?.name ?? ''
  return (
    <Form
      schema={Move}
      defaults={{ id: org.id, parentId: null as never, on: today, documentNo: '' }}
      onSubmit={async (values) => {
        await move.mutateAsync(values)
        toast(`已划转${org.name}`)
        onClose()
      }}
    >
      <Consequence>
        下级机构和人员一起划转。新上级的工作人员从此看得到这里的老同志
        {above && `，${above}的工作人员不再看得到（除非另有归属）`}。
      </Consequence>
      <Fields columns={2}>
        <OrgPick name="parentId" label="划到" required without={org.id} span="all" />
        <DayAndDocument />
        <SubmitBar label="划转" onCancel={onClose} />
      </Fields>
    </Form>
  )
}

const Merge = z.strictObject({ ...MergeOrg.shape, intoId: pickedOrg('请选择并入的机构') })

/** Ends the organisation and hands its people to another of the same kind. */
export function MergeForm({ org, onClose, onSelect }: ActProps) {
  const merge = useCommand('orgs.merge', stale)
  const { today } = useSession()
  const kind = org.kind as OrgKind
  return (
    <Form
      schema={Merge}
      defaults={{ id: org.id, intoId: null as never, on: today, documentNo: '' }}
      onSubmit={async (values) => {
        const { moved } = await merge.mutateAsync(values)
        toast(`已合并，${moved} 位老同志随之转入`)
        onClose()
        onSelect(values.intoId)
      }}
    >
      <Consequence warn>
        {org.people > 0 ? `这里的 ${org.people} 位老同志自该日起归属并入的机构；` : ''}
        {org.name}
        随即撤销，名称记作对方的曾用名。合并不能撤回，只能逐人改回归属。
      </Consequence>
      <Fields columns={2}>
        <ComboPick
          name="intoId"
          label="并入"
          required
          span="all"
          placeholder="输入名称查找"
          hint={`只能并入同类机构：${orgKinds[kind]}`}
          search={async (text) => {
            const hits = await call('orgs.search', { text, kinds: [kind] })
            return hits
              .filter(({ id }) => id !== org.id)
              .map(({ id, name, parentName }) => ({ id, title: name, note: parentName ?? '' }))
          }}
        />
        <DayAndDocument />
        <SubmitBar label="合并" onCancel={onClose} />
      </Fields>
    </Form>
  )
}

/** Ends an organisation that has neither people nor organisations below it. */
export function DissolveForm({ org, onClose }: ActProps) {
  const dissolve = useCommand('orgs.dissolve', stale)
  const { today } = useSession()
  return (
    <Form
      schema={DissolveOrg}
      defaults={{ id: org.id, on: today, documentNo: '' }}
      onSubmit={async (values) => {
        await dissolve.mutateAsync(values)
        toast(`已撤销${org.name}`)
        onClose()
      }}
    >
      <Consequence warn>
        {org.people > 0
          ? `还有 ${org.people} 位老同志归属这里，不能直接撤销：请先合并到其他机构，或逐人调整归属。`
          : '撤销后不能再登记人员到这里，沿革仍可查看。下面还有机构时不能撤销。'}
      </Consequence>
      <Fields columns={2}>
        <DayAndDocument />
        <SubmitBar label="撤销" onCancel={onClose} />
      </Fields>
    </Form>
  )
}

function DayAndDocument() {
  return (
    <>
      <DateText name="on" label="生效日期" required wholeDay hint="文件上的日期，不晚于今天" />
      <TextField name="documentNo" label="文号" placeholder="如 县编办〔2026〕12号" />
    </>
  )
}

function Consequence({
  warn,
  children,
}: {
  readonly warn?: boolean
  readonly children: ReactNode
}) {
  return <Notice tone={warn ? 'warn' : 'info'}>{children}</Notice>
}
