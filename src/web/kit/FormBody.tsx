import { zodResolver } from '@hookform/resolvers/zod'
import { useId, useMemo, useRef, type FormEvent, type KeyboardEvent } from 'react'
import { FormProvider, useForm, type FieldValues } from 'react-hook-form'
import type * as z from 'zod'
import { CallError, sentenceOf } from '../api.ts'
import { isComposing } from './choiceFields.tsx'
import { DraftBar, useDraftStore } from './draft.tsx'
import { ErrorSummary, useIssueList } from './ErrorSummary.tsx'
import { BoundField } from './BoundField.tsx'
import { FormBusyContext, FormChangedContext, FormLinkContext } from './field.tsx'
import type { FormProps } from './Form.tsx'
import { flattenErrors, inWords, withoutBlanks } from './formErrors.ts'
import { focusNext } from './focusNext.ts'
import { useChanges } from './useChanges.ts'

/** The form itself, with the libraries that it needs; see Form. */
export function FormBody<Schema extends z.ZodType>(props: FormProps<Schema>) {
  const { schema, defaults, onSubmit, blank, enter = 'next' } = props
  const ownId = useId()
  const prefix = props.id ?? ownId
  const element = useRef<HTMLFormElement>(null)
  const labels = useRef(new Map<string, string>())
  const resolver = useMemo(() => resolverOf(schema, blank, labels.current), [schema, blank])
  const form = useForm<FieldValues>({ resolver, defaultValues: defaults, shouldFocusError: false })
  const draft = useDraftStore(props.draft, form)
  const changes = useChanges(form, props.unguarded)
  const issues = useIssueList(form, prefix, element)
  const link = useMemo(
    () => ({
      prefix,
      register: (name: string, label: string) => void labels.current.set(name, label),
      control: form.control,
      Bound: BoundField,
    }),
    [prefix, form.control],
  )

  async function save(values: FieldValues) {
    changes.settle(true)
    try {
      await onSubmit(values as z.output<Schema>)
      draft.clear()
    } catch (error) {
      changes.settle(false)
      showRefusal(error)
    }
  }

  function showRefusal(error: unknown) {
    const found = error instanceof CallError ? error.issues : []
    for (const { field, message } of found) form.setError(field, { type: 'server', message })
    const named = found.map(({ field, message }) => ({ name: field, message }))
    issues.show(named.length > 0 ? named : [{ name: '', message: sentenceOf(error) }])
  }

  function submit(event?: FormEvent) {
    event?.preventDefault()
    event?.stopPropagation()
    if (form.formState.isSubmitting) return
    issues.clear()
    void form.handleSubmit(save, (errors) => issues.show(flattenErrors(errors)))()
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (isComposing(event) || event.defaultPrevented) return
    const ctrl = event.ctrlKey || event.metaKey
    if (ctrl && event.key === 'Enter') submit(event)
    else if (ctrl && event.key === 's' && props.draft) draft.save()
    else if (event.key !== 'Enter' || enter === 'submit' || !focusNext(event)) return
    event.preventDefault()
  }

  return (
    <FormProvider {...form}>
      <FormLinkContext.Provider value={link}>
        <form ref={element} noValidate className="form" onSubmit={submit} onKeyDown={onKeyDown}>
          <ErrorSummary list={issues} />
          <DraftBar draft={draft} />
          <FormBusyContext.Provider value={form.formState.isSubmitting}>
            <FormChangedContext.Provider value={changes.probe}>
              {props.children}
            </FormChangedContext.Provider>
          </FormBusyContext.Provider>
        </form>
      </FormLinkContext.Provider>
    </FormProvider>
  )
}

function resolverOf(schema: z.ZodType, blank: null | undefined, labels: Map<string, string>) {
  const resolve = zodResolver(schema as z.ZodType<FieldValues, FieldValues>)
  return async (
    values: FieldValues,
    context: unknown,
    options: Parameters<typeof resolve>[2],
  ): Promise<Awaited<ReturnType<typeof resolve>>> => {
    const given = withoutBlanks(values, blank) as FieldValues
    const result = await resolve(given, context, options)
    for (const [name, label] of labels) putInWords(result.errors, name.split('.'), label, values)
    return result
  }
}

function putInWords(errors: object, path: readonly string[], label: string, values: unknown): void {
  const error = at(errors, path) as { message?: string } | undefined
  if (!error?.message) return
  const value = at(values, path)
  error.message = inWords(
    error.message,
    label,
    value === '' || value === undefined || value === null,
  )
}

function at(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (node as Record<string, unknown> | undefined)?.[key],
    tree,
  )
}
