import { kindsOfTie, tieKinds, type TieKind } from '#src/orgs/org.ts'
import { OrgPick } from '#src/orgs/ui/OrgPick.tsx'
import { choiceKey } from '#src/roster/intake/staged.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'
import type { OpenBatch } from './batch.ts'

type Choice = number | 'create' | 'leave'

interface Place {
  readonly kind: TieKind
  readonly name: string
  readonly rows: number | undefined
}

/** Names in the file that the tree of organisations does not know: created, matched or left out. */
export function PlacesTab({ batch }: { readonly batch: OpenBatch }) {
  const match = useCommand('import.matchOrg', ['import.get'])
  const places = [...batch.unknown, ...matchedIn(batch)]
  const choose = ({ kind, name }: Place, choice: Choice) =>
    match
      .mutateAsync({ id: batch.id, kind, name, choice })
      .catch((error: unknown) => toast(sentenceOf(error), 'err'))
  return (
    <SimpleTable
      label="未登记的机构"
      rows={places}
      rowKey={({ kind, name }) => choiceKey(kind, name)}
      empty={<Empty title="表里的单位、社区、支部都已登记">不用处理，可以直接核对后导入</Empty>}
      columns={[
        { key: 'kind', title: '列', share: 12, cell: ({ kind }) => tieKinds[kind] },
        { key: 'name', title: '表里的名称', share: 26, cell: ({ name }) => <b>{name}</b> },
        { key: 'rows', title: '行数', share: 8, cell: ({ rows }) => rows ?? '—' },
        {
          key: 'choice',
          title: '处理',
          share: 54,
          cell: (place) => (
            <PlaceChoice
              place={place}
              choice={batch.choices[choiceKey(place.kind, place.name)]}
              onChoose={(choice) => void choose(place, choice)}
            />
          ),
        },
      ]}
    />
  )
}

/** Names already matched to an organisation; they are unknown no longer. */
function matchedIn({ choices }: OpenBatch): readonly Place[] {
  return Object.entries(choices).flatMap(([key, choice]) => {
    if (typeof choice !== 'number') return []
    const at = key.indexOf(':')
    return [{ kind: key.slice(0, at) as TieKind, name: key.slice(at + 1), rows: undefined }]
  })
}

interface PlaceChoiceProps {
  readonly place: Place
  readonly choice: Choice | undefined
  readonly onChoose: (choice: Choice) => void
}

function PlaceChoice({ place, choice = 'create', onChoose }: PlaceChoiceProps) {
  if (typeof choice === 'number')
    return (
      <span className="actions">
        <Matched id={choice} />
        <Button small look="link" onClick={() => onChoose('create')}>
          改为新建
        </Button>
      </span>
    )
  return (
    <span className="actions">
      <Chip pressed={choice === 'create'} onPress={() => onChoose('create')}>
        新建
      </Chip>
      <Chip pressed={choice === 'leave'} onPress={() => onChoose('leave')}>
        不填
      </Chip>
      <OrgPick
        layout="inline"
        label="或对应到"
        placeholder="已有机构"
        kinds={kindsOfTie[place.kind]}
        value={null}
        onChange={(item) => item && onChoose(Number(item.id))}
      />
    </span>
  )
}

function Matched({ id }: { readonly id: number }) {
  const org = useCall('orgs.get', { id })
  return <span>对应到 {org.data?.name ?? '…'}</span>
}
