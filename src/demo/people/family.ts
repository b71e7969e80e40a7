import { inventName } from '../names.ts'
import type { DemoContact, Facts, Outline } from '../person.ts'
import { lacks } from './ties.ts'
import type { Random } from '../random.ts'

/** Spouse and children with phones; one of them is the person to ring in an emergency. */
export function family(random: Random, who: Outline, facts: Facts): DemoContact[] {
  if (lacks.contact(who)) return []
  const year = Number(who.bornOn.slice(0, 4))
  const spouse = ['20', '22'].includes(facts.maritalStatus ?? '')
  const children =
    facts.maritalStatus === '10'
      ? 0
      : random.weighted([
          [1, 50],
          [2, 40],
        ] as const)
  const relations = [
    ...(spouse ? ['10'] : []),
    ...Array.from({ length: children }, () => random.pick(['20', '30'])),
    ...(!spouse && children === 0 ? ['70'] : []),
  ]
  return relations.map((relation, place) => ({
    name: relativeName(random, who, facts.fullName, relation, year),
    relation,
    phone: `199990${10_000 + who.serial * 3 + place}`,
    address: relation === '10' ? facts.residenceAddress : null,
    isEmergency: place === relations.length - 1 || random.chance(0.15),
    survivorSince: relation === '70' ? null : who.diedOn,
  }))
}

function relativeName(
  random: Random,
  who: Outline,
  fullName: string,
  relation: string,
  year: number,
): string {
  if (relation === '10') return inventName(random, !who.woman, year + 1, who.ethnicity)
  const child = relation !== '70'
  const name = inventName(random, relation === '30', child ? year + 27 : year, who.ethnicity)
  const inherits = !who.woman && child && !name.includes('·')
  return inherits ? fullName.slice(0, 1) + name.slice(1) : name
}
