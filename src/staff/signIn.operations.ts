import * as z from 'zod'
import { command, query, type Gate } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { AcceptInvitation, Confirmation, SignIn } from './account.ts'
import { demandProof, enter, noteFailure, type Entered } from './entry.ts'
import { factorsInForce } from './factor.ts'
import { admitGuess, forgiveGuesses, takeBackGuess, wrongSignIn } from './guessing.ts'
import { siteOf } from './passkeySite.ts'
import { passwordMatches } from './password.ts'
import type { PasswordProfile } from './passwordProfile.ts'
import { passwordDueOf, profileInForce, setPassword, weaknessOf } from './passwords.ts'
import { digestOf, renewSession } from './tokens.ts'

/** Ways into a session, and proving once more who one is. */
export const signingIn = {
  'session.waysIn': query({
    title: '登录方式',
    permission: 'public',
    input: z.strictObject({}),
    async run({ db, site }): Promise<WaysIn> {
      const inForce = await factorsInForce({ db })
      const passkeys = inForce && siteOf(site) !== undefined
      return { demo: !inForce, passkeys, passwords: await profileInForce({ db }) }
    },
  }),

  'session.signIn': command({
    title: '登录',
    permission: 'public',
    repeatable: true,
    secret: true,
    input: SignIn,
    admit: (gate, { account, password }) => admitGuess(gate, account, password),
    async run(context, { account, password, ...proof }): Promise<Entered> {
      const holder = await context.db
        .selectFrom('account')
        .select(['id', 'account', 'passwordHash'])
        .where('account', '=', account)
        .where('endedOn', 'is', null)
        .executeTakeFirst()
      const matches = await passwordMatches(password, holder?.passwordHash ?? null)
      if (!holder || !matches) {
        context.evenIfRefused((db) => noteFailure(db, context, holder?.id ?? null))
        throw wrongSignIn()
      }
      await demandProof(context, holder, proof)
      return enter(context, holder.id, await passwordDueOf(context, holder.id, password))
    },
  }),

  'session.acceptInvitation': command({
    title: '接受开户邀请',
    permission: 'public',
    secret: true,
    input: AcceptInvitation,
    async admit(gate, { token, password, code, passkey }) {
      const invited = (code || passkey) && (await invitedBy(gate, token))
      if (invited) await admitGuess(gate, invited, password)
    },
    async run(context, { token, password, code, passkey }): Promise<Entered> {
      const invited = await context.db
        .updateTable('invitation')
        .from('account')
        .set({ usedAt: context.now })
        .whereRef('account.id', '=', 'invitation.accountId')
        .where('tokenHash', '=', digestOf(token))
        .where('usedAt', 'is', null)
        .where('account.endedOn', 'is', null)
        .where('expiresAt', '>', context.now)
        .returning(['account.id', 'account.account'])
        .executeTakeFirst()
      if (!invited)
        throw new Refusal(
          'invalid',
          'session.invitationSpent',
          '这个链接已经用过或已过期，请向管理员要一个新链接',
          'token',
        )
      const weak = await weaknessOf(context, invited.id, password)
      if (weak && (code || passkey))
        context.evenIfRefused((db) => takeBackGuess(db, context, invited.account))
      demand(weak)
      await demandProof(context, invited, { code, passkey })
      await setPassword(context, invited.id, password)
      return enter(context, invited.id)
    },
  }),

  'session.confirm': command({
    title: '再次验证身份',
    permission: 'session.use',
    repeatable: true,
    secret: true,
    input: Confirmation,
    admit: async (gate, { password }) => admitGuess(gate, await accountOf(gate), password),
    async run(context, { password, ...proof }): Promise<{ token: string }> {
      const { accountId, session = '' } = context.actor
      const holder = await context.db
        .selectFrom('account')
        .select(['id', 'account', 'passwordHash'])
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow()
      if (!(await passwordMatches(password, holder.passwordHash)))
        throw new Refusal('invalid', 'session.wrongPassword', '密码不对，请重新填写', 'password')
      await demandProof(context, holder, proof)
      await forgiveGuesses(context.db, context, holder.account)
      context.record({ name: 'session.confirmed', subject: 'account', subjectId: accountId })
      return { token: await renewSession(context.db, context.now, session) }
    },
  }),

  'session.checkConfirmed': query({
    title: '确认身份验证有效',
    permission: 'session.use',
    confirmed: true,
    input: z.strictObject({}),
    async run(): Promise<{ confirmed: true }> {
      return { confirmed: true }
    },
  }),
}

interface WaysIn {
  readonly demo: boolean
  /** Whether security keys work under this address. */
  readonly passkeys: boolean
  /** What passwords must be here. */
  readonly passwords: PasswordProfile
}

async function invitedBy({ db }: Gate, token: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('invitation')
    .innerJoin('account', 'account.id', 'invitation.accountId')
    .select('account.account')
    .where('tokenHash', '=', digestOf(token))
    .executeTakeFirst()
  return row?.account
}

/** The account name of whoever acts. */
export async function accountOf({ db, actor }: Gate): Promise<string> {
  const { account } = await db
    .selectFrom('account')
    .select('account')
    .where('id', '=', actor.accountId)
    .executeTakeFirstOrThrow()
  return account
}
