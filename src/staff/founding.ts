import type { Context } from '#src/kernel/operation.ts'

/** The region and its bureau; where the command line has made them already, they get their names. */
export async function foundBureau(context: Context, names: Names): Promise<number> {
  const { regionName, regionCode, bureauName } = names
  const made = await context.db
    .selectFrom('org')
    .select(['id', 'parentId'])
    .where('kind', '=', 'bureau')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (made) {
    const rename = (id: number | null, values: { name: string; regionCode?: string }) =>
      context.db.updateTable('org').set(values).where('id', '=', id).execute()
    await rename(made.parentId, { name: regionName, regionCode })
    await rename(made.id, { name: bureauName })
    return made.id
  }
  const region = { kind: 'region', name: regionName, regionCode, parentId: null }
  const parentId = await newOrg(context, region)
  return newOrg(context, { kind: 'bureau', name: bureauName, parentId, regionCode: null })
}

interface Names {
  readonly regionName: string
  readonly regionCode: string
  readonly bureauName: string
}

async function newOrg(
  context: Context,
  values: { kind: string; name: string; parentId: number | null; regionCode: string | null },
): Promise<number> {
  const { id } = await context.db
    .insertInto('org')
    .values(values)
    .returning('id')
    .executeTakeFirstOrThrow()
  const created = { orgId: id, kind: 'created', happenedOn: context.today }
  await context.db.insertInto('orgEvent').values(created).execute()
  return id
}
