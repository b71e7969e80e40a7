import { useState } from 'react'
import { approvalStates, type Brief } from '#src/approvals/approval.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { sentenceOf, type OutputOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'

type Opened = OutputOf<'approvals.get'>

interface CheckSheetProps {
  readonly id: number
  readonly onClose: () => void
}

/** One request: what would happen, and for who may check it, agreeing or not. */
export function CheckSheet({ id, onClose }: CheckSheetProps) {
  const request = useCall('approvals.get', { id })
  return (
    <SideSheet title={request.data?.kindTitle ?? '复核'} wide open onClose={onClose}>
      <Loaded of={request} lines={8}>
        {(opened) => (
          <div className="stack">
            <KeyValue facts={headOf(opened)} columns={2} />
            {opened.brief && <Shown brief={opened.brief} />}
            {opened.mayDecide && <Decide opened={opened} onDone={onClose} />}
            {opened.state === 'open' && !opened.mayDecide && (
              <Waiting opened={opened} onDone={onClose} />
            )}
          </div>
        )}
      </Loaded>
    </SideSheet>
  )
}

function headOf(opened: Opened) {
  const { maker, makerPost, requestedAt, expiresAt, state, decidedBy, decidedAt, reason } = opened
  const decided = [decidedBy, decidedAt && clockTime(decidedAt)].filter(Boolean).join('，')
  return [
    { label: '内容', value: opened.summary, wide: true },
    { label: '提交人', value: `${maker}（${makerPost}）` },
    { label: '提交时间', value: clockTime(requestedAt) },
    { label: '状态', value: approvalStates[state] },
    ...(state === 'open' ? [{ label: '最迟复核', value: clockTime(expiresAt) }] : []),
    ...(decided ? [{ label: '复核人', value: decided }] : []),
    ...(reason ? [{ label: '理由', value: reason, wide: true }] : []),
  ]
}

function Shown({ brief }: { readonly brief: Brief }) {
  const { facts, table, effects, warnings = [] } = brief
  return (
    <>
      <h3>申请内容</h3>
      <KeyValue facts={facts} columns={1} />
      {warnings.map((line) => (
        <Notice key={line} tone="err">
          {line}
        </Notice>
      ))}
      <h3>同意后</h3>
      <ul>
        {effects.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {table && table.rows.length > 0 && (
        <>
          <h3>{table.title}</h3>
          <SimpleTable
            label={table.title}
            columns={table.columns.map((title, index) => ({
              key: String(index),
              share: index === 0 ? 24 : undefined,
              title,
              cell: ({ cells }: { cells: readonly string[] }) => cells[index],
            }))}
            rows={table.rows.map((cells, index) => ({ cells, index }))}
            rowKey={({ index }) => index}
          />
        </>
      )}
    </>
  )
}

interface DoneProps {
  readonly opened: Opened
  readonly onDone: () => void
}

function Decide({ opened, onDone }: DoneProps) {
  const decide = useCommand('approvals.decide')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)

  async function settle(approve: boolean) {
    if (!approve && reason.trim().length < 4) return setMissing(true)
    const { id, seen } = opened
    const words = reason.trim() ? { reason } : {}
    await decide.mutateAsync({ id, approve, ...words, ...(seen && { seen }) })
    toast(approve ? '已同意' : '已退回，未同意')
    onDone()
  }

  const error = decide.error ? sentenceOf(decide.error) : undefined
  return (
    <>
      <TextArea
        label="理由"
        hint="不同意时必填"
        maxLength={300}
        rows={2}
        value={reason}
        onChange={(text) => {
          setReason(text)
          setMissing(false)
        }}
        error={missing ? '不同意请写明理由，至少 4 个字' : error}
      />
      <div className="submit-bar">
        <Button
          look="primary"
          busy={decide.isPending}
          onClick={() => void settle(true).catch(() => undefined)}
        >
          同意
        </Button>
        <Button onClick={() => void settle(false).catch(() => undefined)}>不同意</Button>
      </div>
    </>
  )
}

function Waiting({ opened, onDone }: DoneProps) {
  const withdraw = useCommand('approvals.withdraw')
  const { whoCould, id } = opened
  async function takeBack() {
    await withdraw.mutateAsync({ id })
    toast('已撤回')
    onDone()
  }
  return (
    <>
      {whoCould.length > 0 ? (
        <p>可以复核的人：{whoCould.join('、')}</p>
      ) : (
        <Notice tone="warn">
          本级和上级目前没有可以复核的人。请系统管理员为局领导开设账号后再复核；72 小时后自动作废。
        </Notice>
      )}
      {withdraw.error && (
        <p className="field-error" role="alert">
          {sentenceOf(withdraw.error)}
        </p>
      )}
      <div className="submit-bar">
        <Button busy={withdraw.isPending} onClick={() => void takeBack().catch(() => undefined)}>
          撤回
        </Button>
      </div>
    </>
  )
}
