/** What looks unusual enough for the security administrator to ask about (ASVS 5.0 V8.2.4). */
export const alertRules = {
  night: {
    title: '夜间查看',
    says: '22:00 至次日 06:00 查看了老同志的详细资料',
  },
  twoPlaces: {
    title: '两处同用',
    says: '同一账号十分钟内从两个地址使用',
  },
  twoDevices: {
    title: '两台设备',
    says: '同一账号十分钟内又在另一台没有用过的设备上登录',
  },
  harvest: {
    title: '查看人数异常',
    says: '当日查看的人数达到本人平时的三倍',
  },
  refusals: {
    title: '多次被拒',
    says: '十分钟内有十次以上操作被拒绝',
  },
  vip: {
    title: '重点保护无事由',
    says: '查看了重点保护的老同志而没有写明事由',
  },
  unsealed: {
    title: '封印停滞',
    says: '留痕超过一分钟没有封印',
  },
  forked: {
    title: '抄存不符',
    says: '抄存的封印与数据库的不一致',
  },
  unreachable: {
    title: '抄存中断',
    says: '封印写不进抄存的文件夹',
  },
  verification: {
    title: '核验不通过',
    says: '留痕核验发现问题',
  },
} as const

export type AlertRule = keyof typeof alertRules

/** Fewer people than this are nobody's harvest, whatever one's custom. */
export const usualAtLeast = 20
export const timesUsual = 3
/** One's custom is the median of the days worked among so many working days. */
export const customWorkdays = 28
