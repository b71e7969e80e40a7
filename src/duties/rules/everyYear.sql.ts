import { sql, type RawBuilder } from 'kysely'

/** A solar day in each year that may matter: `(year, day)`; windows begin less than a year before. */
export function daysOfEveryYear(
  month: number,
  dom: number,
  since: RawBuilder<unknown>,
  horizon: string,
): RawBuilder<unknown> {
  return sql`
    select year, make_date(year, ${sql.lit(month)}, ${sql.lit(dom)}) as day
    from generate_series(extract(year from ${since})::integer,
      extract(year from ${horizon}::date)::integer + 1) as year`
}
