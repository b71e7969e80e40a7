import { departureOf } from '#src/roster/departure.ts'
import { Portrait } from '#src/files/ui/Portrait.tsx'
import { showValue } from '#src/roster/fields.ts'
import { tags, type TagCode } from '#src/roster/tag.ts'
import { fetchFile, sentenceOf } from '#src/web/api.ts'
import { cardEntries } from '#src/cards/ui/cardEntries.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { MenuButton, type MenuEntry } from '#src/web/kit/MenuButton.tsx'
import { PageHead } from '#src/web/kit/page.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { listAddress } from '../listAddress.ts'
import { currentTie, type PartProps, type Person, type Work } from './person.ts'

/** Who it is, always in sight, and what may be done. */
export function Identity({ person, onWork }: PartProps) {
  const { values, derived, leftOn } = person
  const kind = [
    showValue('retirementCategory', values.retirementCategory),
    showValue('rankAtRetirement', values.rankAtRetirement),
  ]
  const age = derived.age === null ? '年龄不详' : `${derived.age} 岁`
  const note = [
    showValue('gender', values.gender),
    leftOn && person.diedOn ? `终年 ${age}` : age,
    currentTie(person, 'managingUnit')?.name,
  ]
  return (
    <PageHead
      sticky
      picture={<Portrait retireeId={person.id} fullName={values.fullName ?? ''} />}
      title={values.fullName ?? ''}
      back={{ to: listAddress(), title: '信息库' }}
      tags={
        <>
          <Tag tone="info">{kind.filter(Boolean).join(' · ')}</Tag>
          {person.access.isVip && <Tag tone="warn">重点保护</Tag>}
          {leftOn && <Tag>{departureOf(person.leftReason)}</Tag>}
          {person.tags.map(({ id, code }) => (
            <Tag key={id} tone="warn">
              {tags[code as TagCode] ?? code}
            </Tag>
          ))}
          {derived.highAgeHighIllness && <Tag tone="warn">双高期</Tag>}
        </>
      }
      note={note.filter(Boolean).join('　')}
      actions={<Actions person={person} onWork={onWork} />}
    />
  )
}

function Actions({ person, onWork }: PartProps) {
  const may = useMay()
  const open = (work: Work) => () => onWork(work)
  const deceased = person.leftReason === 'deceased'
  const sheet = { id: 'sheet', title: '打印档案卡', onPress: () => printSheet(person) }
  if (person.leftOn)
    return (
      <>
        <Button icon="print" onClick={sheet.onPress}>
          {sheet.title}
        </Button>
        {deceased && may('roster.write') && person.access.keeps.includes('B') && (
          <Button onClick={open({ kind: 'reverse' })}>更正去世登记</Button>
        )}
      </>
    )
  return (
    <>
      <MenuButton
        label="更多"
        entries={[...entriesFor(may, onWork, person), sheet, ...cardEntries(person.id)]}
      />
      {may('roster.write') && person.writable.length > 0 && (
        <Button icon="edit" onClick={open({ kind: 'amend' })}>
          修改档案
        </Button>
      )}
      {may('visits.record') && (
        <Button look="primary" icon="plus" onClick={open({ kind: 'visit' })}>
          登记走访
        </Button>
      )}
    </>
  )
}

function printSheet({ id }: Person): void {
  fetchFile('exports.card', { id }).catch((error: unknown) => toast(sentenceOf(error), 'err'))
}

type Plain = 'verify' | 'request' | 'event' | 'death' | 'vip' | 'emergency'

function entriesFor(
  may: (permission: string) => boolean,
  onWork: (work: Work) => void,
  person: Person,
): readonly MenuEntry[] {
  const entry = (kind: Work['kind'] & Plain, title: string): MenuEntry => {
    return { id: kind, title, onPress: () => onWork({ kind }) }
  }
  return [
    ...(may('roster.request') ? [entry('verify', '登记核实'), entry('request', '提出更正')] : []),
    ...(may('roster.write') && person.access.keeps.includes('B')
      ? [entry('event', '登记人生大事'), entry('death', '登记去世')]
      : []),
    ...(may('roster.protect')
      ? [entry('vip', person.access.isVip ? '取消重点保护' : '设为重点保护')]
      : []),
    entry('emergency', '紧急查看'),
  ]
}
