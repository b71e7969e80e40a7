import { useToCheck } from './approvals/ui/useToCheck.ts'
import { useOpenAlerts } from './audit/ui/useOpenAlerts.ts'
import { useBackupAlarms } from './backup/ui/useBackupAlarms.ts'
import { carePages } from './carePages.tsx'
import { useOverdue } from './duties/ui/useOverdue.ts'
import { rosterFinder } from './roster/ui/finder.ts'
import { usePending } from './roster/ui/usePending.ts'
import { useOpenNotices } from './staff/ui/useOpenNotices.ts'
import { useUnanswered } from './transparency/ui/useUnanswered.ts'
import type { Attendant, Finder, PageEntry } from './web/pageEntry.ts'

/** Every page of the workbench. A new capability adds its lines; the first of a group leads it. */
export const pages: readonly PageEntry[] = [
  {
    path: '',
    title: '工作台',
    nav: { group: '日常', icon: 'home' },
    load: async () => (await import('./home/ui/HomePage.tsx')).HomePage,
  },
  {
    path: 'duties',
    title: '应办事项',
    permission: 'duties.read',
    nav: { group: '日常', icon: 'task', useCount: useOverdue },
    load: async () => (await import('./duties/ui/DutiesPage.tsx')).DutiesPage,
  },
  {
    path: 'roster',
    title: '老干部信息库',
    permission: 'roster.read',
    nav: { group: '日常', icon: 'people' },
    load: async () => (await import('./roster/ui/RosterListPage.tsx')).RosterListPage,
  },
  {
    path: 'roster/:id',
    title: '老干部档案',
    permission: 'roster.read',
    load: async () => (await import('./roster/ui/RetireePage.tsx')).RetireePage,
  },
  {
    path: 'roster/new',
    title: '登记老干部',
    permission: 'roster.write',
    load: async () => (await import('./roster/ui/RegisterPage.tsx')).RegisterPage,
  },
  ...carePages,
  {
    path: 'census',
    title: '统计',
    permission: 'census.read',
    nav: { group: '名册与统计', icon: 'chart' },
    load: async () => (await import('./census/ui/CensusPage.tsx')).CensusPage,
  },
  {
    path: 'duties/coverage',
    title: '落实情况',
    permission: 'duties.read',
    nav: { group: '名册与统计', icon: 'list' },
    load: async () => (await import('./duties/ui/CoveragePage.tsx')).CoveragePage,
  },
  {
    path: 'roster/requests',
    title: '更正申请',
    permission: 'roster.read',
    nav: { group: '名册与统计', icon: 'edit', useCount: usePending },
    load: async () => (await import('./roster/ui/ChangeRequestsPage.tsx')).ChangeRequestsPage,
  },
  {
    path: 'campaigns',
    title: '核实活动',
    permission: 'campaigns.read',
    nav: { group: '名册与统计', icon: 'check' },
    load: async () => (await import('./census/ui/CampaignsPage.tsx')).CampaignsPage,
  },
  {
    path: 'campaigns/:id',
    title: '核实活动',
    permission: 'campaigns.read',
    load: async () => (await import('./census/ui/CampaignPage.tsx')).CampaignPage,
  },
  {
    path: 'snapshots',
    title: '冻结名单',
    permission: 'snapshots.read',
    nav: { group: '名册与统计', icon: 'snapshot' },
    load: async () => (await import('./snapshots/ui/SnapshotsPage.tsx')).SnapshotsPage,
  },
  {
    path: 'snapshots/:id',
    title: '冻结名单',
    permission: 'snapshots.read',
    load: async () => (await import('./snapshots/ui/SnapshotPage.tsx')).SnapshotPage,
  },
  {
    path: 'import',
    title: '批量导入',
    permission: 'import.use',
    nav: { group: '名册与统计', icon: 'upload' },
    load: async () => (await import('./roster/import/ui/ImportPage.tsx')).ImportPage,
  },
  {
    path: 'import/:id',
    title: '批量导入',
    permission: 'import.use',
    load: async () => (await import('./roster/import/ui/ImportBatchPage.tsx')).ImportBatchPage,
  },
  {
    path: 'roster/duplicates',
    title: '重复档案',
    permission: 'roster.merge',
    nav: { group: '名册与统计', icon: 'columns' },
    load: async () => (await import('./roster/ui/DuplicatesPage.tsx')).DuplicatesPage,
  },
  {
    path: 'approvals',
    title: '复核',
    permission: 'approvals.use',
    nav: { group: '复核与导出', icon: 'shield', useCount: useToCheck },
    load: async () => (await import('./approvals/ui/ApprovalsPage.tsx')).ApprovalsPage,
  },
  {
    path: 'exports',
    title: '导出',
    permission: 'exports.request',
    nav: { group: '复核与导出', icon: 'download' },
    load: async () => (await import('./exports/ui/ExportsPage.tsx')).ExportsPage,
  },
  {
    path: 'transparency',
    title: '查看监督',
    permission: 'transparency.answer',
    nav: { group: '复核与导出', icon: 'eye', useCount: useUnanswered },
    load: async () => (await import('./transparency/ui/TransparencyPage.tsx')).TransparencyPage,
  },
  {
    path: 'retention',
    title: '保存期限',
    permission: 'retention.read',
    nav: { group: '复核与导出', icon: 'clock' },
    load: async () => (await import('./retention/ui/RetentionPage.tsx')).RetentionPage,
  },
  {
    path: 'alerts',
    title: '安全告警',
    permission: 'security.read',
    nav: { group: '安全', icon: 'bell', useCount: useOpenAlerts },
    load: async () => (await import('./audit/ui/AlertsPage.tsx')).AlertsPage,
  },
  {
    path: 'security',
    title: '账号安全',
    permission: 'security.read',
    nav: { group: '安全', icon: 'warn', useCount: useOpenNotices },
    load: async () => (await import('./staff/ui/SecurityPage.tsx')).SecurityPage,
  },
  {
    path: 'exports/trace',
    title: '导出溯源',
    permission: 'security.read',
    nav: { group: '安全', icon: 'search' },
    load: async () => (await import('./exports/ui/TracePage.tsx')).TracePage,
  },
  {
    path: 'trace',
    title: '留痕查询',
    permission: 'trace.read',
    nav: { group: '审计', icon: 'list' },
    load: async () => (await import('./audit/ui/TracePage.tsx')).TracePage,
  },
  {
    path: 'seals',
    title: '封印与核验',
    permission: 'trace.read',
    nav: { group: '审计', icon: 'shield' },
    load: async () => (await import('./audit/ui/SealPage.tsx')).SealPage,
  },
  {
    path: 'orgs',
    title: '组织机构',
    permission: 'orgs.read',
    nav: { group: '管理', icon: 'tree' },
    load: async () => (await import('./orgs/ui/OrgPage.tsx')).OrgPage,
  },
  {
    path: 'policy',
    title: '政策参数',
    permission: 'policy.read',
    nav: { group: '管理', icon: 'book' },
    load: async () => (await import('./policy/ui/PolicyPage.tsx')).PolicyPage,
  },
  {
    path: 'staff',
    title: '工作人员',
    permission: 'staff.read',
    nav: { group: '管理', icon: 'person' },
    load: async () => (await import('./staff/ui/StaffPage.tsx')).StaffPage,
  },
  {
    path: 'backups',
    title: '备份',
    permission: 'platform.read',
    nav: { group: '管理', icon: 'file', useCount: useBackupAlarms },
    load: async () => (await import('./backup/ui/BackupPage.tsx')).BackupPage,
  },
]

/** What is at work behind every page, for those who hold the permission. */
export const attendants: readonly Attendant[] = [
  {
    permission: 'visits.record',
    load: async () => (await import('./visits/ui/outbox/Attendant.tsx')).VisitAttendant,
  },
]

/** What the find box in the top bar finds. */
export const finder: Finder | undefined = rosterFinder
