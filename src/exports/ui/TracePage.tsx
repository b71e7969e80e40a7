import { useState } from 'react'
import { clockTime } from '#src/web/kit/moment.ts'
import { call, sentenceOf, type OutputOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'

type Found = OutputOf<'exports.trace'>

/** Where a leaked list comes from: ten of its rows, pasted, lead to the export and who took it. */
export function TracePage() {
  const [text, setText] = useState('')
  const [found, setFound] = useState<Found>()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)

  async function search() {
    setBusy(true)
    setError(undefined)
    setFound(undefined)
    await call('exports.trace', { text }).then(setFound, setError)
    setBusy(false)
  }

  return (
    <>
      <PageHead title="导出溯源" note="查流出的名单是哪一次导出" />
      <Section title="粘贴内容">
        <div className="stack">
          <TextArea
            label="流出文件的内容"
            hint="从表格里复制 10 行左右粘贴过来，最好带上序号一列；系统不保存这些内容"
            rows={6}
            value={text}
            onChange={setText}
            error={error === undefined ? undefined : sentenceOf(error)}
          />
          <div className="submit-bar">
            <Button look="primary" icon="search" busy={busy} onClick={() => void search()}>
              查来源
            </Button>
          </div>
        </div>
      </Section>
      {found && <Result found={found} />}
    </>
  )
}

function Result({ found }: { readonly found: Found }) {
  return (
    <Section title={`导出第 ${found.id} 号`}>
      {found.by === 'line' && (
        <Notice tone="warn">
          没有找到隐藏标识，这是按文件上看得见的编号查到的；这一行任何人都能改，请再核对。
        </Notice>
      )}
      <KeyValue
        columns={2}
        facts={[
          { label: '导出人', value: `${found.maker}（${found.org} ${found.post}）` },
          { label: '复核人', value: found.checkedBy ?? '20 人以内，未经复核' },
          { label: '名单', value: `${found.title}，${found.personCount} 人` },
          { label: '用途', value: found.purpose },
          { label: '申请时间', value: clockTime(found.requestedAt) },
          { label: '取走时间', value: found.takenAt ? clockTime(found.takenAt) : '没有取走' },
        ]}
      />
    </Section>
  )
}
