import type { TicketCategory, TicketSource } from '#src/tickets/ticket.ts'

/** A need of the invented county, with what was done about it. */
export interface Need {
  readonly category: TicketCategory
  readonly title: string
  readonly detail: string
  readonly done: string
  readonly answer: string
}

export const needs: readonly Need[] = [
  {
    category: 'housing',
    title: '屋顶漏雨，请修缮',
    detail: '顶楼住户，雨后卧室渗水，本人行动不便，请协调房管部门。',
    done: '已与房管所现场查看，确定做防水层。',
    answer: '防水层已做完，房管所保修三年。',
  },
  {
    category: 'medical',
    title: '预约体检并派车接送',
    detail: '膝关节不好，乘公交有困难。',
    done: '已约县医院体检中心，安排社区车辆。',
    answer: '定于下周二上午八点接送，社区专员陪同。',
  },
  {
    category: 'living',
    title: '申请助餐送餐上门',
    detail: '独居，近期做饭不便。',
    done: '已联系社区食堂。',
    answer: '自下周一起每天中午送餐，费用按规定补贴。',
  },
  {
    category: 'benefit',
    title: '询问护理费标准',
    detail: '想知道本人是否符合新标准。',
    done: '已核对档案和文件。',
    answer: '符合，自本月起随离退休费发放。',
  },
  {
    category: 'companionship',
    title: '希望有人陪同读报',
    detail: '视力下降，家人白天上班。',
    done: '已联系青年志愿者。',
    answer: '志愿者每周三、周六下午上门。',
  },
  {
    category: 'transport',
    title: '楼道加装扶手',
    detail: '上下三楼吃力，曾经绊倒。',
    done: '物业已量尺寸。',
    answer: '扶手已装好，请注意试用。',
  },
  {
    category: 'party',
    title: '请支部送学上门',
    detail: '不能到会，希望领到学习资料。',
    done: '支部已排入计划。',
    answer: '每月由支部委员送学一次。',
  },
  {
    category: 'legal',
    title: '咨询房屋过户手续',
    detail: '与子女商量过户，不清楚所需材料。',
    done: '已联系法律援助中心。',
    answer: '所需材料已列成清单送到家中，可预约上门办理。',
  },
  {
    category: 'other',
    title: '更换老旧灯具',
    detail: '走廊灯具损坏，夜间看不清。',
    done: '社区电工已查看。',
    answer: '灯具已更换为感应灯。',
  },
]

export const sources: readonly TicketSource[] = [
  'visit',
  'phone',
  'office',
  'letter',
  'family',
  'paper',
]
