import { useMemo } from 'react'
import { orgKinds, type OrgKind } from '#src/orgs/org.ts'
import { CheckField, optionsOf } from '#src/web/kit/choiceFields.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar, Columns, PageHead, Section, Stack } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { OrgDetails } from './OrgDetails.tsx'
import { OrgTree } from './OrgTree.tsx'
import { foundIn } from './tree.ts'

/** The tree of organisations, and the one chosen beside it; on a telephone one after the other. */
export function OrgPage() {
  const [q, change] = useQueryState({ id: 0, text: '', kind: '', dissolved: false })
  const tree = useCall('orgs.tree', { withDissolved: q.dissolved }, { keep: true })
  const narrow = useMedia('(max-width: 899px)')
  const orgs = useMemo(() => tree.data ?? [], [tree.data])
  const asked = q.text !== '' || q.kind !== ''
  const shown = useMemo(
    () => (asked ? foundIn(orgs, q.text, q.kind as OrgKind | '') : orgs),
    [orgs, asked, q.text, q.kind],
  )
  const kinds = useMemo(() => kindsIn(orgs.map(({ kind }) => kind)), [orgs])
  const chosen = q.id || (narrow ? 0 : (orgs[0]?.id ?? 0))
  return (
    <>
      <PageHead title="组织机构" note={tree.data && `共 ${tree.data.length} 个机构`} />
      <Columns split="side">
        {!(narrow && chosen) && (
          <Section tall>
            <Bar label="查找机构">
              <FilterText label="名称" value={q.text} onChange={(text) => change({ text })} />
              <Select
                layout="inline"
                label="类型"
                placeholder="全部"
                options={optionsOf(kinds)}
                value={q.kind}
                onChange={(kind) => change({ kind })}
              />
              <CheckField
                label="显示已撤销的"
                value={q.dissolved}
                onChange={(dissolved) => change({ dissolved })}
              />
            </Bar>
            <Loaded of={tree} lines={10}>
              {() =>
                shown.length > 0 ? (
                  <OrgTree
                    orgs={shown}
                    open={asked}
                    selected={chosen}
                    onSelect={(id) => change({ id })}
                  />
                ) : (
                  <Empty title="没有找到这样的机构">换个名称，或勾选“显示已撤销的”</Empty>
                )
              }
            </Loaded>
          </Section>
        )}
        {chosen !== 0 && (
          <Stack>
            <OrgDetails
              key={chosen}
              id={chosen}
              orgs={orgs}
              onSelect={(id) => change({ id })}
              onBack={narrow ? () => change({ id: 0 }) : undefined}
            />
          </Stack>
        )}
      </Columns>
    </>
  )
}

function kindsIn(present: readonly OrgKind[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(orgKinds).filter(([kind]) => present.includes(kind as OrgKind)),
  )
}
