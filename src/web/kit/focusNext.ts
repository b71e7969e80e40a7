import type { KeyboardEvent } from 'react'

const fields = 'input, select, textarea, button[aria-haspopup], button[type="submit"]'

/**
 * Enter in a one-line field: focus goes to the next field of the form. False where Enter has its
 * own meaning (text areas, buttons, open lists).
 */
export function focusNext(event: KeyboardEvent<HTMLFormElement>): boolean {
  const from = event.target as HTMLElement
  if (!(from instanceof HTMLInputElement) || from.getAttribute('aria-expanded') === 'true')
    return false
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(fields)].filter(isReachable)
  const next = all.slice(all.indexOf(from) + 1).find((field) => !isSameGroup(from, field))
  next?.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
  return true
}

function isReachable(field: HTMLElement): boolean {
  const disabled = field instanceof HTMLInputElement && (field.disabled || field.type === 'hidden')
  return !disabled && field.tabIndex >= 0 && field.offsetParent !== null
}

function isSameGroup(from: HTMLInputElement, field: HTMLElement): boolean {
  if (!(field instanceof HTMLInputElement) || from.type !== 'radio') return false
  return field.type === 'radio' && field.name === from.name
}
