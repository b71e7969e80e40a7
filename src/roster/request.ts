/** How a wish to have a record corrected reached us. */
export const requestChannels = {
  portal: '本人网上',
  phone: '电话',
  paper: '书面',
  unit: '单位',
  community: '社区',
  branch: '支部',
} as const
export type Channel = keyof typeof requestChannels

export const requestStates = { pending: '待核实', accepted: '已采纳', rejected: '未采纳' } as const
export type RequestState = keyof typeof requestStates
