import { useRef, useState } from 'react'
import { Button } from '#src/web/kit/Button.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'

export interface FreshLink {
  readonly name: string
  readonly token: string
}

interface OneTimeLinkProps {
  readonly link: FreshLink | undefined
  readonly onClose: () => void
}

/** The link by which a person sets a password; shown this once, and nowhere kept in clear. */
export function OneTimeLink({ link, onClose }: OneTimeLinkProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState(false)
  const address = link ? `${location.origin}/invite?token=${link.token}` : ''
  function close() {
    setCopied(false)
    onClose()
  }
  async function copy() {
    setCopied(await copyText(address, box.current))
  }
  return (
    <Dialog title={`请把链接交给${link?.name ?? ''}`} open={link !== undefined} onClose={close}>
      <div className="stack">
        <Notice tone="warn">
          链接只在这里显示一次，7 天内有效，用一次即作废。请当面或用单位内部渠道交给本人。
        </Notice>
        <textarea
          ref={box}
          className="input"
          aria-label="一次性链接"
          rows={3}
          readOnly
          value={address}
          onFocus={(event) => event.target.select()}
        />
        <div className="submit-bar">
          <Button look="primary" icon={copied ? 'check' : 'file'} onClick={() => void copy()}>
            复制链接
          </Button>
          <Button onClick={close}>关闭</Button>
          <span role="status" className="muted">
            {copied ? '已复制' : ''}
          </span>
        </div>
      </div>
    </Dialog>
  )
}

/** The clipboard proper needs https; on a plain intranet address the old way is used. */
async function copyText(text: string, box: HTMLTextAreaElement | null): Promise<boolean> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, old)
  return old()
  function old() {
    box?.select()
    return document.execCommand('copy')
  }
}
