import { useState } from 'react'
import { Link } from 'react-router'
import { changes, type Change } from '#src/snapshots/snapshot.ts'
import type { OutputOf } from '#src/web/api.ts'
import { Bar } from '#src/web/kit/page.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'

type SinceThen = OutputOf<'snapshots.get'>['since']

/** Who came, died, left or no longer fits since the list was frozen. */
export function Since({ since }: { readonly since: SinceThen }) {
  const found = (Object.keys(changes) as Change[]).filter((change) => since.counts[change])
  const [chosen, setChosen] = useState<Change>()
  const change = chosen ?? found[0]
  if (!change) return <p className="muted">没有变化，名单上的人与今天一致</p>
  const people = since.people.filter((one) => one.change === change)
  const missing = (since.counts[change] ?? 0) - people.length
  return (
    <>
      <Bar label="变化">
        {found.map((one) => (
          <Chip key={one} pressed={one === change} onPress={() => setChosen(one)}>
            {changes[one]} {since.counts[one]}
          </Chip>
        ))}
      </Bar>
      <ul className="name-list">
        {people.map(({ retireeId, fullName }) => (
          <li key={retireeId}>
            <Link to={`/roster/${retireeId}`}>{fullName}</Link>
          </li>
        ))}
      </ul>
      {missing > 0 && <p className="muted">另有 {missing} 人未列出</p>}
    </>
  )
}
