import * as z from 'zod'

const seconds = (title: string, max: number) =>
  z
    .int('请填写整数秒数')
    .min(1, '至少 1 秒')
    .max(max, `不超过 ${max} 秒`)
    .meta({ title, unit: '秒' })

const clockTime = (title: string) =>
  z
    .string('请填写时刻，例如 08:00')
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请填写时刻，例如 08:00')
    .meta({ title })

const times = {
  secondSeconds: seconds('多少秒无人接听通知后备', 3600),
  leaderSeconds: seconds('多少秒无人接听通知带班领导', 3600),
  directorSeconds: seconds('多少秒无人接听通知局领导和上级', 7200),
  coalesceSeconds: seconds('多少秒内重复按键并为一次', 600),
  dayFrom: clockTime('白班自'),
  dayTo: clockTime('白班至'),
}

type Times = z.output<z.ZodObject<typeof times>>

/** How soon a call is answered before the next person is told; who has the desk is the owner. */
export function callChainWith<Base extends z.core.$ZodLooseShape>(base: Base) {
  return z
    .strictObject({ ...base, ...times })
    .refine((chain) => isDaylong(chain as unknown as Times), {
      path: ['dayTo'],
      message: '白班结束应晚于开始',
    })
    .refine((chain) => rises(chain as unknown as Times), {
      path: ['leaderSeconds'],
      message: '后备、带班领导、局领导应依次在后',
    })
}

function isDaylong({ dayFrom, dayTo }: Times): boolean {
  return dayFrom < dayTo
}

function rises({ secondSeconds, leaderSeconds, directorSeconds }: Times): boolean {
  return secondSeconds < leaderSeconds && leaderSeconds < directorSeconds
}
