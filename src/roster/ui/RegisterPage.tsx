import { useState } from 'react'
import { useNavigate } from 'react-router'
import type * as z from 'zod'
import { kindsOfTie, tieKinds } from '#src/orgs/org.ts'
import { OrgPick } from '#src/orgs/ui/OrgPick.tsx'
import { fieldGroups, fieldsIn, type FieldGroup, type RetireeInput } from '#src/roster/fields.ts'
import { Columns, PageHead, Stack } from '#src/web/kit/page.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { FormSection, SubmitBar } from '#src/web/kit/formParts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { FieldInput } from './form/FieldInput.tsx'
import { changesOf, formValues } from './form/values.ts'
import { listAddress } from './listAddress.ts'
import { staleAfter, tieOrder } from './person/person.ts'
import { NumberFills } from './register/NumberFills.tsx'
import { Registration } from './register/registration.ts'
import { Suspects } from './register/Suspects.tsx'

const first: readonly FieldGroup[] = ['basic', 'retirement']
const rest: readonly FieldGroup[] = [
  'treatment',
  'management',
  'standing',
  'residence',
  'party',
  'health',
  'wishes',
]
const noTies = Object.fromEntries(tieOrder.map((kind) => [kind, null]))

/** Registers one person; those who look alike are shown while one types. */
export function RegisterPage() {
  const navigate = useNavigate()
  const register = useCommand('roster.register', staleAfter)
  const [distinct, setDistinct] = useState<ReadonlySet<number>>(new Set())

  async function save({ ties, ...values }: z.output<typeof Registration>) {
    const chosen = Object.entries(ties).filter(([, orgId]) => orgId)
    const { id } = await register.mutateAsync({
      values: changesOf({}, values) as RetireeInput & { fullName: string },
      ties: Object.fromEntries(chosen),
      distinctFrom: [...distinct],
    })
    toast(`已登记${values.fullName ?? ''}`)
    void navigate(`/roster/${id}`, { replace: true })
  }

  return (
    <>
      <PageHead
        title="登记老干部"
        note="带 * 的必须填写，其他可以以后补充"
        back={{ to: listAddress(), title: '信息库' }}
      />
      <Form
        id="register"
        schema={Registration}
        defaults={{ ...formValues({}), ties: noTies } as never}
        draft="roster.new"
        onSubmit={save}
      >
        <NumberFills />
        <Columns split="2:1">
          <Stack>
            {first.map((group) => (
              <GroupSection key={group} group={group} />
            ))}
            <FormSection title="归属" columns={2}>
              {tieOrder.map((kind) => (
                <OrgPick
                  key={kind}
                  name={`ties.${kind}`}
                  label={tieKinds[kind]}
                  kinds={kindsOfTie[kind]}
                />
              ))}
            </FormSection>
            {rest.map((group) => (
              <GroupSection key={group} group={group} />
            ))}
          </Stack>
          <div className="sticky-aside">
            <Suspects id="register-distinctFrom" distinct={distinct} onDistinct={setDistinct} />
          </div>
        </Columns>
        <SubmitBar label="登记" sticky onCancel={() => void navigate(listAddress())} />
      </Form>
    </>
  )
}

function GroupSection({ group }: { readonly group: FieldGroup }) {
  return (
    <FormSection title={fieldGroups[group]} columns={2}>
      {fieldsIn(group).map((field) => (
        <FieldInput key={field.key} field={field} />
      ))}
    </FormSection>
  )
}
