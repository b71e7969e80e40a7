import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import { finder } from '#src/pages.tsx'
import { isComposing } from '../kit/choiceFields.tsx'
import { Icon } from '../kit/Icon.tsx'
import type { FindItem, Finder } from '../pageEntry.ts'
import { useMay } from '../session.ts'
import { useDisclosure } from './useDisclosure.ts'
import { useFind } from './useFind.ts'

/** Finds anyone and anything from any page; `/` comes here. */
export function GlobalFind() {
  const may = useMay()
  return finder && may(finder.permission) ? <FindBox finder={finder} /> : <span className="find" />
}

function FindBox({ finder: { placeholder, search, hrefOf } }: { readonly finder: Finder }) {
  const id = useId()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const { open, setOpen, box } = useDisclosure<HTMLDivElement>()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(-1)
  const { items, words } = useFind(search, text)
  useSlashKey(input)

  function go(href: string) {
    setOpen(false)
    setText('')
    void navigate(href)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return
    const item = items[chosen]
    if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, items.length - 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(chosen - 1, -1))
    else if (event.key === 'Enter' && text.trim()) go(item?.href ?? hrefOf(text.trim()))
    else return
    event.preventDefault()
  }

  const shown = open && text.trim() !== ''
  return (
    <div ref={box} className="find" role="search">
      <Icon name="search" />
      <input
        ref={input}
        className="find-input"
        type="text"
        role="combobox"
        aria-label="全局查找"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && chosen >= 0 ? `${id}-${chosen}` : undefined}
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(-1)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
      <div className="find-panel" hidden={!shown}>
        <ul id={`${id}-list`} role="listbox" aria-label="查找结果">
          {items.map((item, index) => (
            <FindLine
              key={item.id}
              id={`${id}-${index}`}
              item={item}
              chosen={index === chosen}
              onPress={() => go(item.href)}
            />
          ))}
        </ul>
        <p className="find-words" role="status">
          {words}
        </p>
      </div>
    </div>
  )
}

interface FindLineProps {
  readonly id: string
  readonly item: FindItem
  readonly chosen: boolean
  readonly onPress: () => void
}

function FindLine({ id, item, chosen, onPress }: FindLineProps) {
  return (
    <li
      id={id}
      role="option"
      className="option"
      aria-selected={chosen}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {item.title}
      {item.note && <small>{item.note}</small>}
    </li>
  )
}

function useSlashKey(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement
      const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      if (event.key !== '/' || typing || event.ctrlKey || event.altKey || event.isComposing) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [input])
}
