const departures: Readonly<Record<string, string>> = {
  deceased: '已去世',
  transferredOut: '已转出',
  registeredInError: '登记有误',
  merged: '已并入',
  importUndone: '导入已撤回',
}

/** Why a record is no longer kept up, in a word; undefined of people on the register. */
export function departureOf(reason: string | null): string | undefined {
  return reason ? (departures[reason] ?? '已离册') : undefined
}
