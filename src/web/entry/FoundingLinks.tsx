import type { FoundingLink } from '#src/staff/setUp.operations.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/bars.tsx'
import { EntryFrame } from './EntryFrame.tsx'

/** After the set-up: a one-time link for each of the others, shown this once, to print and hand over. */
export function FoundingLinks({ links }: { readonly links: readonly FoundingLink[] }) {
  return (
    <EntryFrame
      wide
      title="请把链接交给各人"
      lead="每人一个链接，本人打开后自己设置密码、绑定动态口令。"
    >
      <Notice tone="warn">
        链接只在这里显示一次，7 天内有效，用一次即作废。请打印后分别当面交给本人。
      </Notice>
      <dl className="founding">
        {links.map(({ role, roleTitle, name, account, path }) => (
          <div key={role}>
            <dt>
              <b>{name ?? roleTitle}</b>
              {name && ` · ${roleTitle} · 账号 ${account}`}
            </dt>
            <dd>
              <code>{location.origin + path}</code>
            </dd>
          </div>
        ))}
      </dl>
      <div className="submit-bar noprint">
        <Button look="primary" onClick={() => location.assign('/enrol')}>
          已交给本人，下一步
        </Button>
        <Button icon="print" onClick={() => print()}>
          打印
        </Button>
      </div>
    </EntryFrame>
  )
}
