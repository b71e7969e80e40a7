import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { call, type CallError, type InputOf, type OperationName, type OutputOf } from './api.ts'

interface CallOptions {
  /** Ask only when true; default true. */
  readonly enabled?: boolean
  /** Show the last answer while the next one is on its way (lists). */
  readonly keep?: boolean
  /** Ask again every so many milliseconds (running jobs); false stops. Does not keep an idle session alive. */
  readonly every?: number | false
}

/** Reads through an operation and keeps the answer until a command makes it stale. */
export function useCall<N extends OperationName>(
  name: N,
  input: InputOf<N>,
  { enabled = true, keep = false, every = false }: CallOptions = {},
) {
  return useQuery<OutputOf<N>, CallError>({
    queryKey: [name, input],
    queryFn: () => call(name, input, { byTimer: every !== false }),
    enabled,
    refetchInterval: every,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
}

/**
 * Runs a command and afterwards makes stale what begins with one of `refresh`
 * (operation names or their beginnings, as `roster.`); by default everything.
 */
export function useCommand<N extends OperationName>(name: N, refresh: readonly string[] = ['']) {
  const client = useQueryClient()
  const attempt = useRef({ text: '', key: '' })
  return useMutation<OutputOf<N>, CallError, InputOf<N>>({
    mutationFn: (input) =>
      call(name, input, { key: keyOf(attempt.current, JSON.stringify(input)) }),
    onSuccess: () => {
      attempt.current = { text: '', key: '' }
      return refreshCalls(client, refresh)
    },
  })
}

/** Trying the same input again after a lost answer keeps its key, so that nothing is done twice. */
function keyOf(attempt: { text: string; key: string }, text: string): string {
  if (attempt.text !== text) Object.assign(attempt, { text, key: crypto.randomUUID() })
  return attempt.key
}

/** Makes stale every kept answer whose operation name begins with one of `prefixes`. */
export function refreshCalls(client: QueryClient, prefixes: readonly string[]): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey }) => prefixes.some((prefix) => String(queryKey[0]).startsWith(prefix)),
  })
}
