import { useEffect, useRef, useState } from 'react'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import type { ComboProps, PickItem } from './ComboPick.tsx'
import { FieldFrame, useFieldIds } from './field.tsx'
import { useDebounced } from './useDebounced.ts'

/** The field of a ComboPick. */
export function ComboBody(props: ComboProps) {
  const ids = useFieldIds(props)
  const { value, onChange } = props
  const [text, setText] = useState(value?.title ?? '')
  useEffect(() => setText(value?.title ?? ''), [value])
  const found = useFound(props.search, text, value?.title)
  return (
    <FieldFrame field={props} ids={ids}>
      <ComboBox
        className="combo"
        aria-labelledby={ids.labelId}
        items={found.items.map((item) => ({ ...item, id: String(item.id) }))}
        inputValue={text}
        onInputChange={(next) => {
          setText(next)
          if (next === '' && value) onChange(null)
        }}
        selectedKey={value ? String(value.id) : null}
        onSelectionChange={(key) => {
          const item = found.items.find(({ id }) => String(id) === String(key))
          if (!item) return
          setText(item.title)
          onChange(item)
        }}
        onBlur={() => setText(value?.title ?? '')}
        allowsEmptyCollection
        menuTrigger="input"
        isDisabled={props.disabled ?? false}
        isInvalid={Boolean(props.error)}
      >
        <Input
          id={ids.id}
          ref={props.inputRef ?? null}
          className="input"
          autoComplete="off"
          placeholder={props.placeholder ?? '输入名称或拼音首字母查找'}
          {...(ids.describedBy ? { 'aria-describedby': ids.describedBy } : {})}
          {...(props.onBlur ? { onBlur: props.onBlur } : {})}
        />
        <Popover className="popover" offset={4}>
          <ListBox
            className="listbox"
            renderEmptyState={() => <p className="option-empty">{found.words}</p>}
          >
            {(item: PickItem) => (
              <ListBoxItem id={String(item.id)} className="option" textValue={item.title}>
                {item.title}
                {item.note && <small>{item.note}</small>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </FieldFrame>
  )
}

interface Found {
  readonly items: readonly PickItem[]
  readonly words: string
}

/** What the text finds; the latest question wins over answers that come late. */
function useFound(search: ComboProps['search'], text: string, chosen: string | undefined): Found {
  const asked = useDebounced(text.trim(), 200)
  const [found, setFound] = useState<Found>({ items: [], words: '输入文字开始查找' })
  const latest = useRef(search)
  latest.current = search
  useEffect(() => {
    if (!asked || asked === chosen) return
    let current = true
    setFound((before) => ({ ...before, words: '正在查找…' }))
    latest.current(asked).then(
      (items) => current && setFound({ items, words: '没有找到，换个说法试试' }),
      () => current && setFound({ items: [], words: '查找失败，请重试' }),
    )
    return () => void (current = false)
  }, [asked, chosen])
  return found
}
