/** 参加组织生活方式: those able take part; the old, weak and immobile study at home or are excused. */
export const participationModes = {
  normal: '正常参加',
  homeStudy: '送学上门',
  exempt: '免于参加',
} as const

export const participationModeWords = {
  normal: '正常 参加 正常参加组织生活 能参加 按时参加 是',
  homeStudy: '送学 上门送学 居家学习 在家学习 上门 线上参加',
  exempt: '免 不要求参加 不参加 免于参加组织生活 免参加 因病免 不能参加',
}

/** 党籍状态; 停止党籍 after《中国共产党党员教育管理工作条例》第二十四条. */
export const membershipStates = {
  normal: '正常',
  floating: '流动',
  lostContact: '失联',
  suspended: '停止党籍',
} as const

export const membershipStateWords = {
  normal: '正常党员 正式 在册 正式党员 在籍 预备党员 预备',
  floating: '流动党员 外出流动 流出 外出流动党员 流出党员',
  lostContact: '失联党员 失去联系 失去联系党员 口袋党员 联系不上',
  suspended: '停止党籍党员 已停止党籍 停籍 暂停党籍',
}

/** 在世状态. */
export const lifeStatuses = { alive: '在世', deceased: '去世' } as const

export const lifeStatusWords = {
  alive: '健在 在册 活 生存 正常 是',
  deceased: '已去世 逝世 死亡 病故 已故 亡故 已逝 已病故 已死亡 离世 过世 故去 身故 牺牲 亡 故',
}
