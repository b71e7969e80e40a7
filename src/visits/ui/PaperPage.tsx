import { useState } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { typedWords } from '#src/visits/paperWords.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { Empty, ErrorBox, Skeleton } from '#src/web/kit/states.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { useCall } from '#src/web/useCall.ts'

/** Brings up the person of a paper form by its code, scanned or typed. */
export function PaperPage() {
  const code = useParams()['code'] ?? ''
  const paper = useCall('visits.paper', { code }, { enabled: code !== '' })
  if (paper.data && paper.data.visitId === null)
    return <Navigate replace to={`/visits/new?paper=${paper.data.code}`} />
  return (
    <>
      <PageHead title="录入登记表" back={{ to: '/visits', title: '走访台账' }} />
      <Section>
        {paper.data ? (
          <Notice
            tone="warn"
            actions={
              <>
                <ButtonLink small to={`/roster/${paper.data.retireeId}`}>
                  打开{paper.data.fullName}的档案
                </ButtonLink>
                <ButtonLink small to={`/visits/new?retiree=${paper.data.retireeId}`}>
                  另登记一次走访
                </ButtonLink>
              </>
            }
          >
            {typedWords(paper.data)}
          </Notice>
        ) : paper.error?.kind === 'missing' ? (
          <Empty title="没有这张登记表">请核对编号；不在您管辖范围内的也找不到。</Empty>
        ) : paper.error ? (
          <ErrorBox error={paper.error} onRetry={() => void paper.refetch()} />
        ) : code ? (
          <Skeleton />
        ) : null}
        <CodeForm />
      </Section>
    </>
  )
}

function CodeForm() {
  const navigate = useNavigate()
  const [code, setCode] = useState('')
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim()) void navigate(`/visits/paper/${encodeURIComponent(code.trim())}`)
      }}
    >
      <TextField
        label="登记表编号"
        value={code}
        onChange={setCode}
        placeholder="右上角二维码下的十位编号"
        chars={16}
      />
      <div className="submit-bar">
        <Button type="submit" look="primary">
          查找
        </Button>
      </div>
    </form>
  )
}
