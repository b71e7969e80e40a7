import { useSession } from '#src/web/session.ts'

/** Health, money and numbers (class S3) are not for communities and branches. */
export function useSeesHealth(): boolean {
  const { post } = useSession()
  return post?.role !== 'communityWorker' && post?.role !== 'branchSecretary'
}
