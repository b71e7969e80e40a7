import { clockOf } from './clockOf.ts'
import type { Line, OwnCall, OwnPage } from './page.operations.ts'

const style = `
*{box-sizing:border-box}body{margin:0;font:24px/1.5 "Noto Sans SC","Microsoft YaHei",sans-serif;color:#111;background:#fff}
main{max-width:640px;margin:0 auto;padding:16px}h1{font-size:32px;margin:8px 0}p{margin:8px 0}
.state{border-left:8px solid #1b5e20;padding:8px 16px;margin:16px 0;background:#eef6ee;font-size:28px;font-weight:700}
.state.wait{border-color:#8a4b00;background:#fff4e0}
button,a.line{display:flex;align-items:center;justify-content:center;width:100%;min-height:88px;margin:16px 0;padding:16px;
font-family:inherit;font-size:30px;font-weight:700;line-height:1.4;text-align:center;text-decoration:none;
border:3px solid #111;border-radius:12px;color:#111;background:#fff}
button.call{min-height:160px;font-size:44px;color:#fff;background:#b3261e;border-color:#7f1a14}
a.line.urgent{color:#fff;background:#b3261e;border-color:#7f1a14}
:focus-visible{outline:6px solid #0b57d0;outline-offset:2px}`

/** A whole page without scripts: works in any browser, at any speed. */
function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">${head}<title>${title}</title><style>${style}</style></head><body><main>${body}</main></body></html>`
}

/** The page of a card: one button; after it, whom to ring and who is coming. */
export function ownPageHtml(token: string, own: OwnPage, press: string): string {
  const { call } = own
  const open = call !== null && call.state !== 'closed'
  const again = open ? '<meta http-equiv="refresh" content="5">' : ''
  const button = open
    ? form(`/h/${token}`, press, '<button>还没有人来？再按一次</button>')
    : form(`/h/${token}`, press, '<button class="call">一键呼叫</button>')
  const mistaken = open ? form(`/h/${token}/mistaken`, '', '<button>按错了，没有事</button>') : ''
  const hint = open ? '' : '<p>需要帮助时按下面的红色按钮，值班人员马上知道。</p>'
  const body = `<h1>一键呼叫</h1><p>${text(own.name)} 您好</p>${call ? state(call) : ''}${hint}${
    open ? '' : button
  }${lines(own)}${open ? button + mistaken : ''}`
  return page('一键呼叫', body, again)
}

/** What is shown instead where the address leads nowhere, or nothing can be written down. */
export function noPageHtml(sentence: string): string {
  const body = `<h1>一键呼叫</h1><p class="state wait" role="alert">${text(sentence)}</p><a class="line urgent" href="tel:120">打 120</a><a class="line" href="">再试一次</a>`
  return page('一键呼叫', body)
}

function state(call: OwnCall): string {
  if (call.closing === 'accidental') return said('好的，已取消，没有事。')
  if (call.closing) return said('这次呼叫已结束。')
  const heard = `已告诉值班室 ${clockOf(call.receivedAt)}`
  const presses = call.presses > 1 ? `，共按 ${call.presses} 次` : ''
  if (!call.acknowledgedAt) return said(`${heard}${presses}，请稍等。`, true)
  const by = `由${text(call.by ?? '值班人员')}于 ${clockOf(call.acknowledgedAt)} 接听`
  const sent = call.dispatchedAt ? `，${clockOf(call.dispatchedAt)} 已派人前来` : ''
  return said(`${heard}，${by}${sent}。`)
}

function said(sentence: string, waits = false): string {
  return `<p class="state${waits ? ' wait' : ''}" role="status">${sentence}</p>`
}

function lines({ contact, desk, family }: OwnPage): string {
  return [
    ...(contact ? [tel(contact, `打给${contact.title}`)] : []),
    ...(desk ? [tel(desk, '打值班室')] : []),
    '<a class="line urgent" href="tel:120">身体不好，打 120</a>',
    ...family.map((line) => tel(line, `打给${line.title}`)),
  ].join('')
}

function tel({ phone }: Line, title: string): string {
  return `<a class="line" href="tel:${text(phone)}">${text(title)}</a>`
}

function form(action: string, press: string, inner: string): string {
  const field = press ? `<input type="hidden" name="press" value="${press}">` : ''
  return `<form method="post" action="${action}">${field}${inner}</form>`
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function text(plain: string): string {
  return plain.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}
