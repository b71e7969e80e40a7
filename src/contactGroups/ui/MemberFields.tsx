import * as z from 'zod'
import { call } from '#src/web/api.ts'
import { ComboPick, type PickItem } from '#src/web/kit/ComboPick.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'

const staff = z.object({ id: z.coerce.number(), title: z.string() }).nullish()

/** What the fields hold: somebody of the staff, or a volunteer's name; and a telephone. */
export const memberShape = {
  who: staff,
  memberName: z.string().trim().max(60, '姓名最多 60 个字').optional(),
  phone: z.string().trim().optional(),
}
export const memberDefaults = { who: null as never, memberName: '', phone: '' }

const Typed = z.object(memberShape)

/** The member as the operations take it; undefined where nobody was named. */
export function memberOf({ who, memberName, phone }: z.output<typeof Typed>) {
  if (!who && !memberName) return undefined
  const person = who ? { accountId: who.id } : { name: memberName }
  return { ...person, phone: phone || null }
}

async function search(text: string): Promise<readonly PickItem[]> {
  const found = await call('contactGroups.staff', { text })
  return found.map(({ accountId, name, post }) => ({ id: accountId, title: name, note: post }))
}

/** Names one member: from the staff, or a volunteer without an account. */
export function MemberFields({ as }: { readonly as: string }) {
  return (
    <>
      <ComboPick
        name="who"
        label={`${as}（工作人员）`}
        search={search}
        placeholder="输入姓名查找"
      />
      <TextField name="memberName" label="或志愿者姓名" maxLength={60} hint="没有账号的填姓名" />
      <TextField
        name="phone"
        label="电话"
        inputMode="tel"
        span="all"
        hint="印在联系卡上，用单位电话或本人同意公开的电话"
      />
    </>
  )
}
