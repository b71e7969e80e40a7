import { sql } from 'kysely'
import { roles, type Role } from '#src/kernel/access.ts'
import type { Context } from '#src/kernel/operation.ts'
import { decide } from '#src/roster/access.ts'
import { bundleTitles, type Bundle } from '#src/roster/access/bundle.ts'
import { postRule } from '#src/roster/access/post.ts'
import { relationTitles, type Relation } from '#src/roster/access/relation.ts'
import { relationsFrom } from '#src/roster/relations.ts'
import { scopeOfPost } from '#src/staff/scope.ts'

/** An organisation and kind of post that can open a person's record now, and what it sees of it. */
export interface Reader {
  readonly unit: string
  readonly role: string
  readonly people: number
  /** Why: 主管老干部局, 社区, 党支部 … */
  readonly because: string
  readonly sees: string
  /** Only after naming a purpose, which is kept and shown to the person. */
  readonly onPurpose: string
}

/** Everybody who can open the record today, by the same decision that opens it. */
export async function readersOf({ db, today }: Context, id: number): Promise<Reader[]> {
  const business = (Object.keys(roles) as Role[]).filter(
    (role) => postRule(role).relations.length > 0,
  )
  const { rows } = await sql<{ unit: string; role: Role; people: number; relations: Relation[] }>`
    with holder as (
      select post.account_id, post.role, post.org_id, ${scopeOfPost} as scope from post
      join account on account.id = post.account_id and account.ended_on is null
      where post.role = any (${business}) and post.valid_from <= ${today}::date
        and (post.valid_to is null or post.valid_to > ${today}::date)
    )
    select org.name as unit, holder.role, count(distinct holder.account_id) as people,
      ${relationsFrom(sql`holder.scope`)} as relations
    from retiree join holder on holder.scope = any (retiree.reach)
      join org on org.id = holder.org_id
    where retiree.id = ${id}
    group by org.id, org.name, holder.role, holder.scope, retiree.id
    order by array_length(org.path, 1), org.name, holder.role`.execute(db)
  return rows.map(({ unit, role, people, relations }) => ({
    unit,
    role: roles[role].title,
    people,
    because: because(role, relations),
    ...seenBy(role, relations),
  }))
}

function because(role: Role, relations: readonly Relation[]): string {
  if (relations.includes('home') && postRule(role).relations.includes('home'))
    return relationTitles.home
  return relations
    .filter((relation) => postRule(role).relations.includes(relation))
    .map((relation) => relationTitles[relation])
    .join('、')
}

function seenBy(role: Role, relations: readonly Relation[]) {
  const usual = decide({ role, relations, action: 'detail' })
  const opened = decide({ role, relations, action: 'detail', purposes: postRule(role).purposes })
  const bundles = Object.keys(bundleTitles) as Bundle[]
  const titles = (wanted: (bundle: Bundle) => boolean) =>
    bundles
      .filter(wanted)
      .map((bundle) => bundleTitles[bundle])
      .join('、')
  return {
    sees: titles((bundle) => usual.sightOfBundle(bundle) === 'open'),
    onPurpose: titles(
      (bundle) =>
        usual.sightOfBundle(bundle) === 'masked' && opened.sightOfBundle(bundle) === 'open',
    ),
  }
}
