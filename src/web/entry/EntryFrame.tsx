import './entry.css'
import type { ReactNode } from 'react'
import { useDocumentTitle } from '../kit/page.tsx'
import mark from '../mark.svg'

interface EntryFrameProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly wide?: boolean | undefined
  readonly children: ReactNode
}

/** The page before the workbench: one card and the product's name. */
export function EntryFrame({ title, lead, wide, children }: EntryFrameProps) {
  useDocumentTitle(title)
  return (
    <div className="entry">
      <header className="entry-head">
        <img src={mark} alt="" width="44" height="44" />
        <div>
          <b>重阳</b>
          <span>老干部工作平台</span>
        </div>
      </header>
      <main className={wide ? 'entry-card entry-wide' : 'entry-card'}>
        <h1>{title}</h1>
        {lead && <p className="muted">{lead}</p>}
        {children}
      </main>
      <footer className="entry-foot">内部工作系统，请妥善保管账号，离开座位时退出登录。</footer>
    </div>
  )
}
