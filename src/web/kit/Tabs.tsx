import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs'

export interface TabItem {
  readonly id: string
  readonly title: string
  readonly count?: number | undefined
  /** Drawn only while the tab is open. */
  readonly content: () => ReactNode
}

interface TabsProps {
  readonly label: string
  readonly tabs: readonly TabItem[]
  readonly selected: string
  /** Keep the choice in the page's address. */
  readonly onSelect: (id: string) => void
}

/** Several views of one thing, one shown. */
export function Tabs({ label, tabs, selected, onSelect }: TabsProps) {
  const known = tabs.some(({ id }) => id === selected) ? selected : (tabs[0]?.id ?? '')
  return (
    <AriaTabs
      className="tabs"
      selectedKey={known}
      onSelectionChange={(key) => onSelect(String(key))}
    >
      <TabList className="tab-list" aria-label={label}>
        {tabs.map(({ id, title, count }) => (
          <Tab key={id} id={id} className="tab">
            {title}
            {count !== undefined && <span className="tab-count">{count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tab-panel">
          {id === known && content()}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
