import { useEffect, useRef, useState, type RefObject } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { fieldId } from './field.tsx'
import { flattenErrors, type FormIssue } from './formErrors.ts'

export interface IssueList {
  readonly issues: readonly (FormIssue & { readonly id: string; readonly mended: boolean })[]
  readonly attempt: number
  /** Shows what an attempt to submit found. */
  readonly show: (found: readonly FormIssue[]) => void
  readonly clear: () => void
}

/** What was wrong at the last attempt; stays in place while being mended, so nothing jumps. */
export function useIssueList(
  form: UseFormReturn<FieldValues>,
  prefix: string,
  element: RefObject<HTMLFormElement | null>,
): IssueList {
  const { errors } = form.formState
  const [shown, setShown] = useState<{ attempt: number; issues: readonly FormIssue[] }>({
    attempt: 0,
    issues: [],
  })
  const still = new Set(flattenErrors(errors).map(({ name }) => name))
  return {
    attempt: shown.attempt,
    issues: shown.issues.map((issue) => ({
      ...issue,
      id: fieldId(prefix, issue.name),
      mended: issue.name !== '' && !still.has(issue.name),
    })),
    show: (found) =>
      setShown(({ attempt }) => ({
        attempt: attempt + 1,
        issues: inPageOrder(found, prefix, element.current),
      })),
    clear: () => setShown((before) => ({ ...before, issues: [] })),
  }
}

/** All that is wrong, above the form, after an attempt to submit; focus comes here. */
export function ErrorSummary({ list }: { readonly list: IssueList }) {
  const box = useRef<HTMLDivElement>(null)
  const { attempt, issues } = list
  useEffect(() => {
    if (attempt > 0) box.current?.focus()
  }, [attempt])
  useTitlePrefix(issues.length > 0)
  if (issues.length === 0) return null
  const single = issues.length === 1 && issues[0]?.name === ''
  return (
    <div
      ref={box}
      className="error-summary"
      role="alert"
      tabIndex={-1}
      aria-labelledby="error-summary"
    >
      <h2 id="error-summary">{single ? issues[0]?.message : `有 ${issues.length} 处需要修改`}</h2>
      {!single && (
        <ul>
          {issues.map(({ name, id, message, mended }) => (
            <li key={name + message} data-mended={mended || undefined}>
              {name && document.getElementById(id) ? (
                <a href={`#${id}`} onClick={(event) => goTo(event, id)}>
                  {message}
                </a>
              ) : (
                message
              )}
              {mended && '（已改）'}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const prefixText = '有误：'

function useTitlePrefix(wrong: boolean): void {
  useEffect(() => {
    if (!wrong) return
    document.title = prefixText + document.title
    return () => {
      document.title = document.title.replace(prefixText, '')
    }
  }, [wrong])
}

function goTo(event: { preventDefault: () => void }, id: string): void {
  event.preventDefault()
  const field = document.getElementById(id)
  field?.scrollIntoView({ block: 'center' })
  field?.focus()
}

function inPageOrder(
  issues: readonly FormIssue[],
  prefix: string,
  form: HTMLElement | null,
): readonly FormIssue[] {
  const ids = [...(form?.querySelectorAll<HTMLElement>('[id]') ?? [])].map(({ id }) => id)
  const place = ({ name }: FormIssue) => (name ? ids.indexOf(fieldId(prefix, name)) >>> 0 : -1)
  return [...issues].sort((a, b) => place(a) - place(b))
}
