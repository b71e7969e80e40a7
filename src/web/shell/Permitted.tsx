import type { ReactNode } from 'react'
import { PageHead } from '../kit/page.tsx'
import { Empty } from '../kit/states.tsx'
import { useMay } from '../session.ts'

interface PermittedProps {
  readonly permission?: string | undefined
  readonly children: ReactNode
}

/** Shows a page only to who may see it; the server decides the same again. */
export function Permitted({ permission, children }: PermittedProps) {
  const may = useMay()
  if (!permission || may(permission)) return children
  return (
    <>
      <PageHead title="没有权限" />
      <div className="card">
        <Empty title="您现在的岗位不能看这一页">如工作需要，请联系系统管理员调整岗位权限。</Empty>
      </div>
    </>
  )
}
