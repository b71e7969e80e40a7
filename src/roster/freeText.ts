/**
 * Words that judge what someone thinks or believes, or call someone a risk: they belong into no note
 * (个人信息保护法 Arts. 6, 28). Written as patterns, so that the words themselves stand nowhere.
 */
const patterns: readonly RegExp[] = [
  /思想(?:状况|动向|倾向|波动|不稳)/,
  /政治(?:立场|态度)/,
  /觉[悟]/,
  /忠[诚]度?/,
  /稳[控]|维[稳]|不稳[定]|稳定风险/,
  /缠[访]|闹[访]|重点人(?:员)?/,
  /信[教佛主]|宗[教]|教[徒]/,
  /(?:对|有)(?:党|组织|政府)(?:的)?(?:不满|意见|看法|怨言)/,
]

/** The words of a note that had better be left out; none is an empty list. Warns, refuses nothing. */
export function judgingWords(text: string): string[] {
  return [...new Set(patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? []))]
}
