import { lazy, Suspense, type ReactNode } from 'react'
import type { DefaultValues } from 'react-hook-form'
import type * as z from 'zod'
import { Skeleton } from './states.tsx'

export interface FormProps<Schema extends z.ZodType> {
  readonly schema: Schema
  readonly defaults: DefaultValues<z.input<Schema>>
  /** Gets what the schema makes of the fields. A CallError thrown here is shown at its fields. */
  readonly onSubmit: (values: z.output<Schema>) => Promise<unknown> | void
  readonly children: ReactNode
  /** What an emptied field is sent as: absent (default) or null. */
  readonly blank?: null | undefined
  /** Keeps an unfinished form in this window under this name. */
  readonly draft?: string | undefined
  /** Enter goes to the next field (default) or submits: for forms of two or three fields. */
  readonly enter?: 'next' | 'submit' | undefined
  readonly id?: string | undefined
  /** May be left without a question: nothing is lost, as when signing in. */
  readonly unguarded?: boolean | undefined
}

const FormBody = lazy(async () => ({ default: (await import('./FormBody.tsx')).FormBody }))

/**
 * A form: fields inside bind by name; errors appear at the fields and in a summary on top.
 * Its libraries are fetched when the first form is drawn, so that lists do without them.
 */
export function Form<Schema extends z.ZodType>(props: FormProps<Schema>) {
  return (
    <Suspense fallback={<Skeleton />}>
      <FormBody {...(props as unknown as FormProps<z.ZodType>)} />
    </Suspense>
  )
}
