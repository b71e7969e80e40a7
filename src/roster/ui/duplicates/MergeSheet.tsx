import { useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { DuplicatePair } from '#src/roster/duplicates.operations.ts'
import type { FieldKey } from '#src/roster/fields.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { ErrorBox, Skeleton } from '#src/web/kit/states.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { currentTie, type Person } from '../person/person.ts'
import { additions, contradictions } from './compare.ts'

interface MergeSheetProps {
  readonly pair: DuplicatePair
  readonly onClose: () => void
}

/** Both records field by field: which one stays, and what of the other is taken over. */
export function MergeSheet({ pair, onClose }: MergeSheetProps) {
  const one = useCall('roster.get', { id: pair.firstId })
  const other = useCall('roster.get', { id: pair.secondId })
  const error = one.error ?? other.error
  return (
    <SideSheet title={`合并档案：${pair.firstName}`} wide open onClose={onClose}>
      {one.data && other.data ? (
        <Merge one={one.data} other={other.data} onClose={onClose} />
      ) : error ? (
        <ErrorBox
          error={error}
          onRetry={() => void Promise.all([one.refetch(), other.refetch()])}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </SideSheet>
  )
}

interface MergeProps {
  readonly one: Person
  readonly other: Person
  readonly onClose: () => void
}

function Merge({ one, other, onClose }: MergeProps) {
  const [keepId, setKeepId] = useState(one.id)
  const [take, setTake] = useState<readonly FieldKey[]>([])
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const merge = useCommand('roster.merge', ['roster.', 'approvals.'])
  const [keep, drop] = keepId === one.id ? [one, other] : [other, one]
  const different = contradictions(keep.values, drop.values)
  const added = additions(keep.values, drop.values)

  async function confirm() {
    if (reason.trim().length < 4) return setMissing(true)
    const input = { keepId: keep.id, dropId: drop.id, take: [...take], reason }
    await merge.mutateAsync(input)
    toast('已提交复核，另一人同意后合并')
    onClose()
  }

  return (
    <div className="stack">
      <RadioRow
        label="保留哪一条"
        required
        options={[one, other].map((person) => ({
          value: String(person.id),
          label: headOf(person),
          note: noteOf(person),
        }))}
        value={String(keepId)}
        onChange={(id) => {
          setKeepId(Number(id))
          setTake([])
        }}
      />
      {different.some(({ key }) => key === 'idNumber') && (
        <Notice tone="err">两条的证件号码不同，很可能是两个人，请先核对证件原件。</Notice>
      )}
      {different.length === 0 && <p>两条档案没有互相矛盾的栏目。</p>}
      {different.map(({ key, title, kept, dropped }) => (
        <RadioRow
          key={key}
          label={title}
          options={[
            { value: 'keep', label: kept },
            { value: 'take', label: `${dropped}（取另一条的）` },
          ]}
          value={take.includes(key) ? 'take' : 'keep'}
          onChange={(choice) => {
            const others = take.filter((taken) => taken !== key)
            setTake(choice === 'take' ? [...others, key] : others)
          }}
        />
      ))}
      {added.length > 0 && (
        <p>
          自动补入另一条的：{added.map(({ title, dropped }) => `${title} ${dropped}`).join('；')}
        </p>
      )}
      <Notice tone="warn">
        合并后，{headOf(drop)}
        这一条转为只读；走访、核实、标签、联系人和更正申请都并到保留的一条。合并须另一人复核，合并后不能撤回。
      </Notice>
      <TextArea
        label="认定同一人的依据"
        required
        maxLength={200}
        rows={2}
        value={reason}
        onChange={(text) => {
          setReason(text)
          setMissing(false)
        }}
        error={
          missing
            ? '请写明核对依据，至少 4 个字'
            : merge.error
              ? sentenceOf(merge.error)
              : undefined
        }
      />
      <div className="submit-bar">
        <Button
          look="danger"
          busy={merge.isPending}
          onClick={() => void confirm().catch(() => undefined)}
        >
          提交复核
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </div>
  )
}

function headOf({ values, derived }: Person): string {
  const born = values.birthArchive ?? derived.birthId
  return `${values.fullName ?? ''}${values.fileNo ? `（${values.fileNo}）` : ''}${born ? `，${formatDay(born)}生` : ''}`
}

function noteOf(person: Person): string {
  const unit = currentTie(person, 'managingUnit')?.name ?? '没有现管单位'
  return `${unit}，${formatDay(person.registeredOn)}登记`
}
