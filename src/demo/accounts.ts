import type { Role } from '#src/kernel/access.ts'

export interface DemoAccount {
  readonly account: string
  readonly password: string
  readonly name: string
  readonly role: Role
  /** The post as it is called, for example 局长. */
  readonly title: string
  /** Key of the organisation within the demo county. */
  readonly orgKey: string
  /** Its name. */
  readonly org: string
}

/** One account for each kind of work in the demo county. The passwords are public: demo only. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    account: 'juzhang',
    password: 'jinqiu-2026-songhe',
    name: '秦望山',
    role: 'bureauDirector',
    title: '局长',
    orgKey: 'bureau',
    org: '县委老干部局',
  },
  {
    account: 'fuwu',
    password: 'jinqiu-2026-changqing',
    name: '林晓月',
    role: 'bureauClerk',
    title: '服务管理科科员',
    orgKey: 'bureau',
    org: '县委老干部局',
  },
  {
    account: 'zonghe',
    password: 'jinqiu-2026-yinxing',
    name: '周文竹',
    role: 'bureauClerk',
    title: '综合科科员',
    orgKey: 'bureau',
    org: '县委老干部局',
  },
  {
    account: 'jiaoyu',
    password: 'jinqiu-2026-taoli',
    name: '孟书兰',
    role: 'unitLiaison',
    title: '老干部工作联络员',
    orgKey: 'unit:县教育局',
    org: '县教育局',
  },
  {
    account: 'fenglin',
    password: 'jinqiu-2026-hongye',
    name: '石小满',
    role: 'communityWorker',
    title: '社区老干部工作专员',
    orgKey: 'community:枫林社区',
    org: '枫林社区',
  },
  {
    account: 'shuji',
    password: 'jinqiu-2026-dangqi',
    name: '魏长河',
    role: 'branchSecretary',
    title: '党支部书记',
    orgKey: 'branch:community:枫林社区',
    org: '枫林社区离退休干部联合党支部',
  },
  {
    account: 'guanli',
    password: 'jinqiu-2026-yaoshi',
    name: '方一鸣',
    role: 'systemAdmin',
    title: '系统管理员',
    orgKey: 'region',
    org: '示范县',
  },
  {
    account: 'anquan',
    password: 'jinqiu-2026-hupo',
    name: '沈静秋',
    role: 'securityAdmin',
    title: '安全管理员',
    orgKey: 'region',
    org: '示范县',
  },
  {
    account: 'shenji',
    password: 'jinqiu-2026-moxiang',
    name: '陆知白',
    role: 'auditAdmin',
    title: '审计管理员',
    orgKey: 'region',
    org: '示范县',
  },
]
