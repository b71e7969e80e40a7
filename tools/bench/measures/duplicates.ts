import { call } from '../accounts.ts'
import type { Measure } from '../bench.ts'
import { benchCity, countiesOfCity } from '../data/counties.ts'
import { countySize } from '../data/fill.ts'
import { medianTime } from '../stats.ts'

/** Every pair that may be one person, among the people of a city. */
export const duplicates: Measure = {
  name: 'duplicates',
  async run({ people, server, cookies, pool }) {
    const among = Math.min(people, countySize * countiesOfCity)
    const ms = await medianTime(3, () => call(server.port, cookies.city, 'roster.duplicates', {}))
    const scanMs = await medianTime(3, () =>
      pool.query('select count(distinct full_name) from retiree where reach @> array[$1::int]', [
        benchCity(0).id,
      ]),
    )
    const seconds = ms / 1000
    return [
      {
        what: `duplicate search among ${among}`,
        value: seconds,
        unit: 's',
        limit: { is: 'one count of distinct names', value: scanMs / 1000 },
        aim: { text: '≤ 3 s among 100,000', met: seconds <= 3 },
      },
    ]
  },
}
