import { useEffect, useRef, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { Button } from './Button.tsx'
import { draftPrefix } from './drafts.ts'
import { toast } from './Toast.tsx'

const rest = 500

interface Kept {
  readonly at: string
  readonly values: FieldValues
}

export interface Draft {
  readonly found: Kept | undefined
  readonly restore: () => void
  readonly drop: () => void
  readonly save: () => void
  readonly clear: () => void
}

/** Keeps an unfinished form in this window only, so that an ended session loses nothing typed. */
export function useDraftStore(name: string | undefined, form: UseFormReturn<FieldValues>): Draft {
  const key = name && draftPrefix + name
  const [found, setFound] = useState<Kept | undefined>(() => (key ? read(key) : undefined))
  const waiting = useRef(found !== undefined)
  const save = () => {
    if (key) sessionStorage.setItem(key, JSON.stringify({ at: clock(), values: form.getValues() }))
  }

  useEffect(() => {
    if (!key) return
    let timer = 0
    const { unsubscribe } = form.watch(() => {
      clearTimeout(timer)
      if (!waiting.current && form.formState.isDirty) timer = window.setTimeout(save, rest)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [key, form])

  const forget = () => {
    waiting.current = false
    setFound(undefined)
  }
  return {
    found,
    restore: () => {
      form.reset(found?.values, { keepDefaultValues: true })
      forget()
    },
    drop: () => {
      if (key) sessionStorage.removeItem(key)
      forget()
    },
    save: () => {
      save()
      toast('草稿已保存在这台电脑的本窗口')
    },
    clear: () => {
      if (key) sessionStorage.removeItem(key)
    },
  }
}

/** Offers to go on with what was typed before. */
export function DraftBar({ draft }: { readonly draft: Draft }) {
  if (!draft.found) return null
  return (
    <div className="notice notice-info" role="status">
      <span>有一份没有提交的草稿（{draft.found.at}）</span>
      <span className="actions">
        <Button small onClick={draft.restore}>
          继续填写
        </Button>
        <Button small look="quiet" onClick={draft.drop}>
          不要了
        </Button>
      </span>
    </div>
  )
}

function read(key: string): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '') as Kept
  } catch {
    return undefined
  }
}

function clock(): string {
  return new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' })
}
