import { useWatch } from 'react-hook-form'
import { freePeople } from '#src/exports/export.ts'
import { exportPurposes, needsNote, type ExportPurpose } from '#src/exports/purpose.ts'
import { columnOf, type ColumnKey } from '#src/roster/columns.ts'
import { sentenceOf, type OutputOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { CheckField, optionsOf } from '#src/web/kit/choiceFields.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { PasswordField, TextField } from '#src/web/kit/textFields.tsx'
import { useCall } from '#src/web/useCall.ts'
import type { ExportSource } from './ExportDialog.tsx'

type Weight = OutputOf<'exports.weigh'>

interface ExportTermsProps {
  readonly source: ExportSource
  readonly columns: readonly ColumnKey[]
  readonly onCancel: () => void
}

/** What the chosen columns, format and purpose entail: said before anything is sent. */
export function ExportTerms({ source, columns, onCancel }: ExportTermsProps) {
  const chosen = useWatch({ name: 'columns' }) as readonly string[]
  const format = useWatch({ name: 'format' }) as string
  const purpose = useWatch({ name: 'purpose' }) as ExportPurpose | ''
  const clean = (useWatch({ name: 'clean' }) as boolean) && purpose === 'statistics'
  const keys = columns.filter((key) => chosen.includes(key))
  const weight = useCall(
    'exports.weigh',
    { source, columns: keys, clean },
    { keep: true, enabled: keys.length > 0 },
  )
  const asks = weight.data?.needsApproval === true
  return (
    <>
      <Select
        name="purpose"
        label="用途"
        required
        placeholder="请选择用途"
        options={optionsOf(exportPurposes)}
      />
      <TextField
        name="note"
        label="事由"
        maxLength={200}
        required={purpose !== '' && needsNote(purpose)}
        hint="例如：2027 年春节慰问签收"
      />
      {format === 'pdf' && <CheckField name="signature" label="加签收栏" />}
      {purpose === 'statistics' && format !== 'pdf' && (
        <CheckField
          name="clean"
          label="不加隐藏标识"
          hint="报送给机器读取的统计报表才选；仍有看得见的标识"
        />
      )}
      {asks && format !== 'pdf' && (
        <PasswordField
          name="password"
          label="文件密码（可不填）"
          autoComplete="new-password"
          hint="填了就加密成压缩包，打开时要这个密码；系统不保存，请自己记好"
        />
      )}
      <div className="field">
        {weight.error ? (
          <Notice tone="err">{sentenceOf(weight.error)}</Notice>
        ) : (
          weight.data && <Terms weight={weight.data} />
        )}
      </div>
      <SubmitBar label={asks ? '提交复核' : '导出'} onCancel={onCancel} />
    </>
  )
}

function Terms({ weight }: { readonly weight: Weight }) {
  const { count, needsApproval, checkers } = weight
  if (!needsApproval)
    return (
      <Notice tone="info">
        {count} 人，不含敏感栏目，现在就能导出。每位老同志的“谁看过”会记下这次导出。
      </Notice>
    )
  return (
    <Notice tone="warn">
      {reasonsOf(weight)}，须由另一人复核。
      {checkers.length > 0
        ? `可以复核的人：${checkers.slice(0, 3).join('、')}${checkers.length > 3 ? ' 等' : ''}。`
        : '目前没有可以复核的人，请先请系统管理员为局领导开设账号。'}
    </Notice>
  )
}

function reasonsOf({ count, within24Hours, sensitive }: Weight): string {
  const many =
    within24Hours > freePeople &&
    (within24Hours > count
      ? `24 小时内合计 ${within24Hours} 人，超过 ${freePeople} 人`
      : `共 ${count} 人，超过 ${freePeople} 人`)
  const titles = sensitive.map((key) => columnOf(key).title).join('、')
  const reasons = [many, titles && `含敏感栏目（${titles}）`].filter(Boolean)
  return reasons.length > 0 ? reasons.join('，') : '文件不带隐藏标识'
}
