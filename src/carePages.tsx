import { useRinging } from './calls/ui/useRinging.ts'
import { useUnread } from './messages/ui/useUnread.ts'
import { useWaitingTickets } from './tickets/ui/useWaitingTickets.ts'
import { useUnsent } from './visits/ui/outbox/useUnsent.ts'
import type { PageEntry } from './web/pageEntry.ts'

/** The pages of visits, service, calls and matters. */
export const carePages: readonly PageEntry[] = [
  {
    path: 'visits',
    title: '走访台账',
    permission: 'visits.read',
    nav: { group: '走访与服务', icon: 'list' },
    load: async () => (await import('./visitLedger/ui/LedgerPage.tsx')).LedgerPage,
  },
  {
    path: 'visits/new',
    title: '登记走访',
    permission: 'visits.record',
    load: async () => (await import('./visits/ui/VisitPage.tsx')).VisitPage,
  },
  {
    path: 'visits/outbox',
    title: '待发送走访',
    permission: 'visits.record',
    nav: { group: '走访与服务', icon: 'upload', useCount: useUnsent },
    load: async () => (await import('./visits/ui/OutboxPage.tsx')).OutboxPage,
  },
  {
    path: 'visits/paper',
    title: '录入登记表',
    permission: 'visits.record',
    load: async () => (await import('./visits/ui/PaperPage.tsx')).PaperPage,
  },
  {
    path: 'visits/paper/:code',
    title: '录入登记表',
    permission: 'visits.record',
    load: async () => (await import('./visits/ui/PaperPage.tsx')).PaperPage,
  },
  {
    path: 'groups',
    title: '结对联系',
    permission: 'contacts.read',
    nav: { group: '走访与服务', icon: 'people' },
    load: async () => (await import('./contactGroups/ui/GroupsPage.tsx')).GroupsPage,
  },
  {
    path: 'groups/gap',
    title: '联系缺口',
    permission: 'contacts.read',
    load: async () => (await import('./contactGroups/ui/GapPage.tsx')).GapPage,
  },
  {
    path: 'groups/:id',
    title: '联系小组',
    permission: 'contacts.read',
    load: async () => (await import('./contactGroups/ui/GroupPage.tsx')).GroupPage,
  },
  {
    path: 'festivals',
    title: '节日慰问',
    permission: 'festivals.read',
    nav: { group: '走访与服务', icon: 'calendar' },
    load: async () => (await import('./festivals/ui/FestivalsPage.tsx')).FestivalsPage,
  },
  {
    path: 'festivals/:id',
    title: '节日慰问',
    permission: 'festivals.read',
    load: async () => (await import('./festivals/ui/FestivalPage.tsx')).FestivalPage,
  },
  {
    path: 'festivals/:id/people',
    title: '慰问名单',
    permission: 'festivals.read',
    load: async () => (await import('./festivals/ui/FestivalPeoplePage.tsx')).FestivalPeoplePage,
  },
  {
    path: 'hardship',
    title: '困难帮扶',
    permission: 'hardship.read',
    nav: { group: '走访与服务', icon: 'shield' },
    load: async () => (await import('./hardship/ui/HardshipPage.tsx')).HardshipPage,
  },
  {
    path: 'hardship/:id',
    title: '困难帮扶',
    permission: 'hardship.read',
    load: async () => (await import('./hardship/ui/CasePage.tsx')).CasePage,
  },
  {
    path: 'hardship/payments/:id',
    title: '帮扶发放单',
    permission: 'hardship.read',
    load: async () => (await import('./hardship/ui/PaymentPage.tsx')).PaymentPage,
  },
  {
    path: 'health',
    title: '健康服务',
    permission: 'health.read',
    nav: { group: '走访与服务', icon: 'plus' },
    load: async () => (await import('./health/ui/HealthPage.tsx')).HealthPage,
  },
  {
    path: 'duties/six',
    title: '六必访落实',
    permission: 'duties.read',
    nav: { group: '走访与服务', icon: 'chart' },
    load: async () => (await import('./duties/ui/CompliancePage.tsx')).CompliancePage,
  },
  {
    path: 'desk',
    title: '值班台',
    permission: 'calls.read',
    nav: { group: '呼叫与事项', icon: 'bell', useCount: useRinging },
    load: async () => (await import('./calls/ui/DeskPage.tsx')).DeskPage,
  },
  {
    path: 'desk/shifts',
    title: '值班表',
    permission: 'calls.read',
    nav: { group: '呼叫与事项', icon: 'calendar' },
    load: async () => (await import('./calls/ui/ShiftsPage.tsx')).ShiftsPage,
  },
  {
    path: 'calls',
    title: '呼叫记录',
    permission: 'calls.read',
    nav: { group: '呼叫与事项', icon: 'clock' },
    load: async () => (await import('./calls/ui/CallsPage.tsx')).CallsPage,
  },
  {
    path: 'tickets',
    title: '事项',
    permission: 'tickets.read',
    nav: { group: '呼叫与事项', icon: 'task', useCount: useWaitingTickets },
    load: async () => (await import('./tickets/ui/TicketsPage.tsx')).TicketsPage,
  },
  {
    path: 'tickets/statistics',
    title: '事项统计',
    permission: 'tickets.read',
    load: async () => (await import('./tickets/ui/StatisticsPage.tsx')).StatisticsPage,
  },
  {
    path: 'tickets/:id',
    title: '事项',
    permission: 'tickets.read',
    load: async () => (await import('./tickets/ui/TicketPage.tsx')).TicketPage,
  },
  {
    path: 'inbox',
    title: '收件箱',
    permission: 'messages.inbox',
    nav: { group: '呼叫与事项', icon: 'file', useCount: useUnread },
    load: async () => (await import('./messages/ui/InboxPage.tsx')).InboxPage,
  },
  {
    path: 'messages',
    title: '消息',
    permission: 'messages.read',
    nav: { group: '呼叫与事项', icon: 'upload' },
    load: async () => (await import('./messages/ui/MessagesPage.tsx')).MessagesPage,
  },
]
