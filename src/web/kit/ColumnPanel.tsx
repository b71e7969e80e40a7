import { useState } from 'react'
import { Button, IconButton } from './Button.tsx'
import { SideSheet } from './Dialog.tsx'
import { firstLayout, moveColumn, toggleColumn, type GridLayout } from './layout.ts'

interface ColumnPanelProps {
  readonly columns: readonly {
    readonly key: string
    readonly title: string
    readonly hidden?: boolean | undefined
  }[]
  readonly layout: GridLayout
  readonly onLayout: (layout: GridLayout) => void
}

/** The button 列设置 and its sheet: which columns, in what order, how dense. */
export function ColumnPanel({ columns, layout, onLayout }: ColumnPanelProps) {
  const [open, setOpen] = useState(false)
  const hidden = columns.filter(({ key }) => !layout.shown.includes(key))
  const shown = layout.shown.flatMap((key) => columns.find((column) => column.key === key) ?? [])
  return (
    <>
      <Button icon="columns" onClick={() => setOpen(true)}>
        列设置
      </Button>
      <SideSheet title="列设置" open={open} onClose={() => setOpen(false)}>
        <div className="stack">
          <div className="actions" role="group" aria-label="行距">
            <Density layout={layout} onLayout={onLayout} value="normal" title="标准行距" />
            <Density layout={layout} onLayout={onLayout} value="compact" title="紧凑行距" />
            <Button small look="link" onClick={() => onLayout(firstLayout(columns))}>
              恢复默认
            </Button>
          </div>
          <h3>显示的列</h3>
          <ul className="column-list">
            {shown.map(({ key, title }, index) => (
              <li key={key}>
                <label className="choice">
                  <input
                    type="checkbox"
                    checked
                    onChange={() => onLayout(toggleColumn(layout, key))}
                  />
                  <span>{title}</span>
                </label>
                <IconButton
                  icon="up"
                  label={`${title}往前移`}
                  disabled={index === 0}
                  onClick={() => onLayout(moveColumn(layout, key, -1))}
                />
                <IconButton
                  icon="down"
                  label={`${title}往后移`}
                  disabled={index === shown.length - 1}
                  onClick={() => onLayout(moveColumn(layout, key, 1))}
                />
              </li>
            ))}
          </ul>
          {hidden.length > 0 && <h3>没有显示的列</h3>}
          <ul className="column-list">
            {hidden.map(({ key, title }) => (
              <li key={key}>
                <label className="choice">
                  <input
                    type="checkbox"
                    checked={false}
                    onChange={() => onLayout(toggleColumn(layout, key))}
                  />
                  <span>{title}</span>
                </label>
              </li>
            ))}
          </ul>
        </div>
      </SideSheet>
    </>
  )
}

interface DensityProps {
  readonly layout: GridLayout
  readonly onLayout: (layout: GridLayout) => void
  readonly value: GridLayout['density']
  readonly title: string
}

function Density({ layout, onLayout, value, title }: DensityProps) {
  const pressed = layout.density === value
  return (
    <Button small aria-pressed={pressed} onClick={() => onLayout({ ...layout, density: value })}>
      {title}
    </Button>
  )
}
