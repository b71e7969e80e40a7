import { lazy, Suspense, useState } from 'react'
import type { DeviceRow } from '#src/calls/device.operations.ts'
import { algorithms } from '#src/calls/algorithms.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { clockTime } from '#src/web/kit/moment.ts'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'

const DeviceDialog = lazy(async () => ({
  default: (await import('./DeviceDialog.tsx')).DeviceDialog,
}))

/** What may send calls in whose name. */
export function DevicesTab() {
  const devices = useCall('calls.devices', {})
  const end = useCommand('calls.endDevice', ['calls.devices'])
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<DeviceRow>()
  return (
    <div className="stack">
      <div className="actions">
        <Button icon="plus" onClick={() => setAdding(true)}>
          登记设备
        </Button>
      </div>
      <Loaded of={devices} lines={5}>
        {(rows) => (
          <SimpleTable
            label="呼叫设备"
            columns={columnsOf(setEnding)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty title="还没有呼叫设备">登记后得到密钥，交给设备厂家写入设备。</Empty>}
          />
        )}
      </Loaded>
      <Suspense>{adding && <DeviceDialog onClose={() => setAdding(false)} />}</Suspense>
      {ending && (
        <ConfirmDialog
          title="停用设备"
          open
          danger
          action="停用"
          onClose={() => setEnding(undefined)}
          onConfirm={() => end.mutateAsync({ id: ending.id })}
        >
          <p>
            {ending.name}（{ending.code}）停用后，它发来的呼叫不再接收。
          </p>
        </ConfirmDialog>
      )}
    </div>
  )
}

function columnsOf(onEnd: (row: DeviceRow) => void): SimpleColumn<DeviceRow>[] {
  return [
    { key: 'code', title: '设备编号', cell: ({ code }) => code },
    { key: 'name', title: '名称', cell: ({ name }) => name },
    {
      key: 'people',
      title: '装在谁家',
      cell: ({ people }) => people.map(({ name }) => name).join('、') || '未对上',
    },
    { key: 'algorithm', title: '签名', cell: ({ algorithm }) => algorithms[algorithm] },
    {
      key: 'last',
      title: '最近呼叫',
      cell: ({ lastAt }) => (lastAt ? clockTime(lastAt) : '没有'),
    },
    {
      key: 'state',
      title: '状态',
      cell: (row) =>
        row.endedAt ? (
          <Tag>已停用</Tag>
        ) : (
          <Button small aria-label={`停用${row.name}`} onClick={() => onEnd(row)}>
            停用
          </Button>
        ),
    },
  ]
}
