import { useMemo, useState } from 'react'
import * as z from 'zod'
import {
  fieldGroups,
  fieldOf,
  fields,
  fieldsIn,
  RetireeShape,
  showValue,
  type FieldGroup,
  type FieldKey,
  type RetireeInput,
} from '#src/roster/fields.ts'
import { missing } from '#src/roster/fields/shape.ts'
import { CallError } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { SideSheet } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { FormSection, SubmitBar } from '#src/web/kit/formParts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { FieldInput } from '../form/FieldInput.tsx'
import { changesOf, formValues, tidied } from '../form/values.ts'
import { staleAfter, type Person } from './person.ts'

interface AmendSheetProps {
  readonly person: Person
  readonly onClose: () => void
}

/** Changes any fields of the record; what somebody else changed meanwhile is said. */
export function AmendSheet({ person, onClose }: AmendSheetProps) {
  const [before] = useState(person)
  const [opened, setOpened] = useState<ReadonlySet<FieldKey>>(new Set())
  const amend = useCommand('roster.amend', staleAfter)
  const latest = useCall('roster.get', { id: person.id })
  const editable = useMemo(() => editableFields(before, opened), [before, opened])
  const meanwhile = changesOf(before.values, person.values)

  async function save({ effectiveOn, ...values }: z.output<typeof Amendment>) {
    const changes = changesOf(before.values, values, editable)
    for (const key of opened) if (values[key] === undefined) changes[key] = null as never
    if (Object.keys(changes).length === 0) {
      toast('没有改动')
      return onClose()
    }
    try {
      const { id, version } = person
      await amend.mutateAsync({ id, version, changes, ...(effectiveOn && { effectiveOn }) })
    } catch (error) {
      if (error instanceof CallError && error.kind === 'conflict') await latest.refetch()
      throw error
    }
    toast(`已修改 ${Object.keys(changes).length} 项`)
    onClose()
  }

  return (
    <SideSheet title={`修改档案：${before.values.fullName ?? ''}`} wide open onClose={onClose}>
      <Form
        schema={Amendment}
        defaults={{ ...formValues(before.values, editable), effectiveOn: '' } as never}
        onSubmit={save}
      >
        {Object.keys(meanwhile).length > 0 && <Meanwhile changes={meanwhile} />}
        {(Object.keys(fieldGroups) as FieldGroup[]).map((group) => (
          <FormSection key={group} title={fieldGroups[group]} columns={2}>
            {fieldsIn(group)
              .filter(({ key }) => before.writable.includes(key))
              .map((field) =>
                isClosed(before, field.key) && !opened.has(field.key) ? (
                  <GuardedField
                    key={field.key}
                    field={field.key}
                    text={showValue(field.key, before.values[field.key]) || '未打开'}
                    onOpen={() => setOpened(new Set([...opened, field.key]))}
                  />
                ) : (
                  <FieldInput key={field.key} field={field} />
                ),
              )}
          </FormSection>
        ))}
        <FormSection title="生效" columns={2}>
          <DateText
            name="effectiveOn"
            label="从何日起如此"
            wholeDay
            hint="不填为今天；补记以前的变化时填当时的日期"
          />
        </FormSection>
        <SubmitBar label="保存" sticky onCancel={onClose} />
      </Form>
    </SideSheet>
  )
}

const Amendment = z.preprocess(
  tidied,
  RetireeShape.extend({
    effectiveOn: z.iso.date('请写到日，例如 2026-11-21').optional(),
  }).superRefine((values, context) => {
    for (const field of fields) {
      if (field.required && !values[field.key])
        context.addIssue({ code: 'custom', path: [field.key], message: missing(field) })
    }
  }),
)

/** Everything that the post keeps; what is closed only once it is opened for change. */
function editableFields(person: Person, opened: ReadonlySet<FieldKey>): FieldKey[] {
  return fields
    .map(({ key }) => key)
    .filter((key) => person.writable.includes(key))
    .filter((key) => !isClosed(person, key) || opened.has(key))
}

/** Something may stand there that is not shown; what is known to be empty is simply filled in. */
function isClosed({ masked, values }: Person, key: FieldKey): boolean {
  return masked.includes(key) && values[key] !== null
}

interface GuardedFieldProps {
  readonly field: FieldKey
  readonly text: string
  readonly onOpen: () => void
}

function GuardedField({ field, text, onOpen }: GuardedFieldProps) {
  return (
    <div className="field">
      <span className="field-label">{fieldOf(field).title}</span>
      <span>{text}</span>
      <Button small look="link" aria-label={`重填${fieldOf(field).title}`} onClick={onOpen}>
        重填
      </Button>
    </div>
  )
}

function Meanwhile({ changes }: { readonly changes: RetireeInput }) {
  const titles = (Object.keys(changes) as FieldKey[]).map((key) => fieldOf(key).title)
  return (
    <Notice tone="warn">
      您填写期间，别人改过：{titles.join('、')}。您没有动的栏目会保留对方的内容；请核对后再保存。
    </Notice>
  )
}
