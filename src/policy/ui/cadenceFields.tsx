import type { ReactNode } from 'react'
import { cadences } from '#src/policy/cadence.ts'
import { managementTiers } from '#src/roster/codes/retirement.ts'
import { tags } from '#src/roster/tag.ts'
import { CheckRow, optionsOf } from '#src/web/kit/choiceFields.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'

const hint = `几个月一次：${Object.keys(cadences).join('、')}，0 为不要求`

/** The fields of a cadence, by their keys. */
export const cadenceFields: Readonly<Record<string, ReactNode>> = {
  months: <NumberText name="value.months" label="一般人员" required unit="个月" hint={hint} />,
  closerMonths: (
    <NumberText name="value.closerMonths" label="重点关心的人员" required unit="个月" hint={hint} />
  ),
  closerAge: <NumberText name="value.closerAge" label="多少岁以上属重点关心" required unit="岁" />,
  reviewMonths: (
    <NumberText name="value.reviewMonths" label="多少个月复查一次" required unit="个月" />
  ),
  closerTiers: (
    <CheckRow
      name="value.closerTiers"
      label="属重点关心的管理层级"
      span="all"
      options={optionsOf(managementTiers)}
    />
  ),
  closerTags: (
    <CheckRow
      name="value.closerTags"
      label="属重点关心的标签"
      span="all"
      options={optionsOf(tags)}
    />
  ),
}
