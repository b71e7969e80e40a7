import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import { stages, type Stage } from '#src/hardship/course.ts'
import type { CaseRow } from '#src/hardship/find.ts'
import { categories, ways, type Category } from '#src/hardship/hardship.ts'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { FilterText } from '#src/web/kit/FilterText.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { StageTag } from './StageTag.tsx'

const defaults = { text: '', stage: '', category: '', recheck: false, person: 0, at: 0 }
const size = 50
const stageOptions = [{ value: 'open', label: '在办' }, ...optionsOf(stages)]

/** Every application that the post may know of. */
export function CasesTab() {
  const [q, change] = useQueryState(defaults, ['at'])
  const cases = useCall('hardship.list', wantedOf(q), { keep: true })
  return (
    <>
      <Bar label="筛选条件">
        <FilterText label="姓名" value={q.text} onChange={(text) => change({ text })} />
        <Select
          layout="inline"
          label="环节"
          placeholder="全部"
          options={stageOptions}
          value={q.stage}
          onChange={(stage) => change({ stage })}
        />
        <Select
          layout="inline"
          label="类别"
          placeholder="全部"
          options={optionsOf(categories)}
          value={q.category}
          onChange={(category) => change({ category })}
        />
        <Chip pressed={q.recheck} onPress={() => change({ recheck: !q.recheck })}>
          一个月内要复核
        </Chip>
        {q.person > 0 && (
          <Chip pressed onPress={() => change({ person: 0 })}>
            只看这一位
          </Chip>
        )}
      </Bar>
      <Loaded of={cases} lines={8}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="困难帮扶"
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                <Empty title="没有符合条件的申请">
                  电话、来访、走访中提出的困难，都可以在这里登记申请。
                </Empty>
              }
            />
            {total > 0 && (
              <StepPager
                total={total}
                at={q.at}
                size={size}
                shown={rows.length}
                onMove={(at) => change({ at })}
              />
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function wantedOf(q: typeof defaults) {
  const known = q.stage === 'open' || q.stage in stages
  return {
    from: q.at,
    limit: size,
    recheck: q.recheck,
    ...(q.text && { text: q.text }),
    ...(known && { stage: q.stage as Stage | 'open' }),
    ...(q.category in categories && { category: q.category as Category }),
    ...(q.person > 0 && { retireeId: q.person }),
  }
}

const columns: readonly SimpleColumn<CaseRow>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ id, fullName, survivor }) => (
      <Link to={`/hardship/${id}`}>{survivor ? `${fullName}（遗属 ${survivor}）` : fullName}</Link>
    ),
  },
  {
    key: 'stage',
    title: '环节',
    cell: ({ stage, urgent }) => <StageTag stage={stage} urgent={urgent} />,
  },
  { key: 'category', title: '类别', cell: ({ category }) => categories[category] },
  { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '未登记' },
  { key: 'applied', title: '申请日期', cell: ({ appliedOn }) => formatDay(appliedOn) },
  {
    key: 'amount',
    title: '帮扶（元）',
    align: 'right',
    cell: ({ way, amountFen }) =>
      way && amountFen !== null ? `${ways[way]} ${formatFen(amountFen)}` : '未定',
  },
  { key: 'paid', title: '已发（元）', align: 'right', cell: ({ paidFen }) => formatFen(paidFen) },
  {
    key: 'recheck',
    title: '下次复核',
    cell: ({ stage, recheckOn }) =>
      stage === 'approved' && recheckOn ? formatDay(recheckOn) : '—',
  },
]
