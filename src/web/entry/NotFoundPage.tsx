import { ButtonLink } from '../kit/Button.tsx'
import { PageHead } from '../kit/page.tsx'
import { Empty } from '../kit/states.tsx'

export function NotFoundPage() {
  return (
    <>
      <PageHead title="没有这一页" />
      <div className="card">
        <Empty title="地址可能写错了，或者这一页已经撤下">
          <ButtonLink to="/" look="primary">
            回到首页
          </ButtonLink>
        </Empty>
      </div>
    </>
  )
}
