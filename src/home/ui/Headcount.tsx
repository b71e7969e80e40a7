import type { Headline } from '#src/roster/list.operations.ts'
import { rosterHref } from '#src/roster/ui/query.ts'
import { StatLink, Stats } from '#src/web/kit/page.tsx'

/** The people on the register by what is asked most; each number opens its list. */
export function Headcount({ counts }: { readonly counts: Headline }) {
  const { total, lixiu, tuixiu, others } = counts
  return (
    <Stats>
      <StatLink
        label="在册老干部"
        value={words(total)}
        unit="人"
        note={others > 0 ? `另有退职等 ${words(others)} 人在内` : `女 ${words(counts.women)} 人`}
        to={rosterHref({})}
      />
      <StatLink
        label="离休干部"
        value={words(lixiu)}
        unit="人"
        note={`占 ${share(lixiu, total)}`}
        to={rosterHref({ category: ['lixiu'] })}
      />
      <StatLink
        label="退休干部"
        value={words(tuixiu)}
        unit="人"
        note={`占 ${share(tuixiu, total)}`}
        to={rosterHref({ category: ['tuixiu'] })}
      />
      <StatLink
        label="平均年龄"
        value={counts.meanAge?.toFixed(1) ?? '—'}
        unit="岁"
        note={counts.lixiuMeanAge !== null && `离休平均 ${counts.lixiuMeanAge.toFixed(1)} 岁`}
      />
      <StatLink
        label="90 岁以上"
        value={words(counts.over90)}
        unit="人"
        note={`占 ${share(counts.over90, total)}`}
        to={rosterHref({ ageFrom: 90 })}
      />
      {counts.highAgeHighIllness !== null && (
        <StatLink
          label="双高期"
          value={words(counts.highAgeHighIllness)}
          unit="人"
          note="80 岁以上健康欠佳"
          to={rosterHref({ highAgeHighIllness: true })}
        />
      )}
    </Stats>
  )
}

function words(count: number): string {
  return count.toLocaleString('zh-CN')
}

/** 7.12%: two decimals, as the yearly report has them. */
function share(part: number, whole: number): string {
  return whole > 0 ? `${((part / whole) * 100).toFixed(2)}%` : '—'
}
