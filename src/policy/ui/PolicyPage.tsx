import { useState } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { PolicyOnList } from '#src/policy/operations.ts'
import { policyGroups } from '#src/policy/words.ts'
import { OrgPick } from '#src/orgs/ui/OrgPick.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import type { PickItem } from '#src/web/kit/ComboPick.tsx'
import { Dialog, SideSheet } from '#src/web/kit/Dialog.tsx'
import { Bar, PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { jurisdictionKinds, PolicyForm } from './PolicyForm.tsx'
import { policyColumns } from './policyColumns.tsx'
import { PolicyVersions } from './PolicyVersions.tsx'

/** What is promised: every parameter as it stands, its documents and its versions. */
export function PolicyPage() {
  const [q, change] = useQueryState({ orgId: 0, org: '', code: '' })
  const { today } = useSession()
  const manages = useMay()('policy.manage')
  const list = useCall('policy.list', q.orgId ? { orgId: q.orgId } : {}, { keep: true })
  const [writing, setWriting] = useState<PolicyOnList>()
  const shown = list.data?.find(({ code }) => code === q.code)
  const columns = policyColumns((code) => `?${new URLSearchParams({ ...scopeIn(q), code })}`)
  return (
    <>
      <PageHead title="政策参数" note={`${formatDay(today)}的规定；应办事项按它推算`} />
      <Bar label="适用范围">
        <OrgPick
          layout="inline"
          label="适用于"
          placeholder="本级"
          kinds={jurisdictionKinds}
          value={pickedIn(q)}
          onChange={(item) => change({ orgId: Number(item?.id ?? 0), org: item?.title ?? '' })}
        />
      </Bar>
      <Loaded of={list} lines={10}>
        {(policies) =>
          policyGroups.map(({ title, codes }) => (
            <Section key={title} title={title} flush>
              <SimpleTable
                label={title}
                columns={columns}
                rows={policies.filter(({ code }) => codes.includes(code))}
                rowKey={({ code }) => code}
              />
            </Section>
          ))
        }
      </Loaded>
      <SideSheet
        wide
        title={shown?.title ?? ''}
        open={shown !== undefined}
        onClose={() => change({ code: '' })}
      >
        {shown && (
          <div className="stack">
            {manages && (
              <Button look="primary" icon="plus" onClick={() => setWriting(shown)}>
                登记新规定
              </Button>
            )}
            <PolicyVersions policy={shown} />
          </div>
        )}
      </SideSheet>
      <Dialog
        wide
        title={`${writing?.title ?? ''}：登记新规定`}
        open={writing !== undefined}
        onClose={() => setWriting(undefined)}
      >
        {writing && <PolicyForm policy={writing} onClose={() => setWriting(undefined)} />}
      </Dialog>
    </>
  )
}

function scopeIn({ orgId, org }: { orgId: number; org: string }): Record<string, string> {
  return orgId ? { orgId: String(orgId), org } : {}
}

function pickedIn({ orgId, org }: { orgId: number; org: string }): PickItem | null {
  return orgId ? { id: orgId, title: org || '所选机构' } : null
}
