import { call } from './api.ts'
import { forgetDrafts } from './kit/drafts.ts'
import { toast } from './kit/Toast.tsx'
import { mayLeave } from './pocket/leaving.ts'

/** Acts in another post of the same account from now on. */
export async function switchPost(postId: number): Promise<void> {
  await call('session.usePost', { postId }).then(
    () => location.assign('/'),
    () => toast('没有切换成功，请重试', 'err'),
  )
}

/** Ends the session and forgets what was half written. */
export async function signOut(): Promise<void> {
  if (!(await mayLeave())) return
  forgetDrafts()
  await call('session.signOut', {}).catch(() => undefined)
  location.assign('/sign-in')
}
