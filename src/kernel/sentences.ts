import * as z from 'zod'

/** What is wrong with a value that no shape has its own sentence for, in words that an office uses. */
function sentenceOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? '请填写这一项'
        : typeSentence(issue)
    case 'invalid_value':
      return '请从给出的选项中选择'
    case 'invalid_format':
      return issue.format === 'date' ? '请填写有效的日期，例如 2026-11-21' : '格式不对，请检查'
    case 'too_big':
      return `${subjectOf(issue.origin)}最多 ${issue.maximum}${unitOf(issue.origin)}`
    case 'too_small':
      return `${subjectOf(issue.origin)}最少 ${issue.minimum}${unitOf(issue.origin)}`
    case 'unrecognized_keys':
      return `没有这些栏目：${issue.keys.join('、')}`
    default:
      return '内容不对，请检查'
  }
}

function typeSentence({ expected }: z.core.$ZodRawIssue & { expected?: unknown }): string {
  if (expected === 'int') return '请填写整数'
  if (expected === 'number') return '请填写数字'
  if (expected === 'string') return '请填写文字'
  if (expected === 'boolean') return '请选择是或否'
  if (expected === 'array') return '请提交列表'
  return '提交的内容格式不对，无法识别'
}

function subjectOf(origin: string): string {
  if (origin === 'string') return '文字'
  return origin === 'array' ? '项目' : '数值'
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' 个字'
  return origin === 'array' ? ' 项' : ''
}

z.config({ localeError: sentenceOf })
