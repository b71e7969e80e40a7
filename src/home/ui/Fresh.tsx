import type { IconName } from '#src/web/kit/Icon.tsx'
import { Icon } from '#src/web/kit/Icon.tsx'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { WaitingSection } from './WaitingSection.tsx'

interface FirstStep {
  readonly icon: IconName
  readonly title: string
  readonly words: string
  readonly to: string
  readonly act: string
}

const steps: readonly FirstStep[] = [
  {
    icon: 'tree',
    title: '建机构',
    words: '把单位、社区、党支部建成一棵树，老同志归到谁名下就由谁看得到。',
    to: '/orgs',
    act: '去建机构',
  },
  {
    icon: 'upload',
    title: '导入花名册',
    words: '直接用手头的表格：系统认列名、逐格检查，核对差异之后才写入，可整批撤回。',
    to: '/import',
    act: '去导入',
  },
  {
    icon: 'task',
    title: '看应办',
    words: '走访、核实、补登等事项按政策自动列出，谁负责、几号前、依据什么，一目了然。',
    to: '/duties',
    act: '看应办事项',
  },
]

/** Where the offices that keep the platform begin. */
const officePages = [
  { permission: 'security.read', to: '/alerts', title: '安全告警' },
  { permission: 'security.read', to: '/security', title: '账号安全' },
  { permission: 'trace.read', to: '/trace', title: '留痕查询' },
  { permission: 'trace.read', to: '/seals', title: '封印与核验' },
  { permission: 'staff.read', to: '/staff', title: '工作人员' },
  { permission: 'orgs.read', to: '/orgs', title: '组织机构' },
  { permission: 'platform.read', to: '/backups', title: '备份' },
]

/** The first page before anyone is on the register, or for posts that see nobody. */
export function Fresh() {
  const may = useMay()
  const { post } = useSession()
  if (may('orgs.manage') && may('import.use')) return <FirstSteps />
  if (may('roster.read'))
    return (
      <Section>
        <Empty title={`${post?.orgName ?? '本单位'}名下还没有老同志`}>
          老干部局导入花名册并归到{post?.orgName ?? '本单位'}后，应办事项会自动列在这里。
          如有遗漏，请与老干部局联系。
        </Empty>
      </Section>
    )
  return (
    <>
      <WaitingSection />
      <Section title="您的岗位" note="只管账号、安全或留痕，不查看老同志信息">
        <p className="actions">
          {officePages
            .filter(({ permission }) => may(permission))
            .map(({ to, title }) => (
              <ButtonLink key={to} to={to}>
                {title}
              </ButtonLink>
            ))}
        </p>
      </Section>
    </>
  )
}

/** Region and bureau are there from the start; anything more was built by someone. */
const fromStart = 2

function FirstSteps() {
  const orgs = useCall('orgs.tree', {})
  const built = orgs.data?.length ?? 0
  const isDone = (index: number) => index === 0 && built > fromStart
  const now = built > fromStart ? 1 : 0
  return (
    <>
      <p className="first-words">还没有登记老同志，从这三步开始。</p>
      <ol className="first-steps" aria-label="从这三步开始">
        {steps.map(({ icon, title, words, to, act }, index) => (
          <li key={title} className="card" data-done={isDone(index) || undefined}>
            <span className="first-step-mark">
              <Icon name={isDone(index) ? 'check' : icon} size={1.8} />
            </span>
            <h2>
              {index + 1}. {title}
            </h2>
            <p>
              {words}
              {isDone(index) && `已建 ${built} 个机构，可随时再补。`}
            </p>
            <ButtonLink to={to} look={index === now ? 'primary' : 'plain'}>
              {act}
            </ButtonLink>
          </li>
        ))}
      </ol>
    </>
  )
}
