import { useState } from 'react'
import * as z from 'zod'
import { algorithms, type Algorithm } from '#src/calls/algorithms.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { ComboPick, type PickItem } from '#src/web/kit/ComboPick.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { findPeople } from './MatchPerson.tsx'

const Device = z.object({
  code: z.string('请填写设备编号'),
  name: z.string('请填写名称'),
  algorithm: z.string(),
  person: z.custom<PickItem | null>().optional(),
  other: z.custom<PickItem | null>().optional(),
})

/** Registers a device; its secret is shown once. */
export function DeviceDialog({ onClose }: { readonly onClose: () => void }) {
  const add = useCommand('calls.addDevice', ['calls.devices'])
  const [made, setMade] = useState<{ code: string; secret: string }>()
  return (
    <Dialog title="登记呼叫设备" open onClose={onClose}>
      {made ? (
        <div className="stack">
          <Notice tone="warn">密钥只显示这一次，请交给设备厂家写入设备，不要留在别处。</Notice>
          <KeyValue
            facts={[
              { label: '设备编号', value: made.code },
              { label: '密钥', value: <code>{made.secret}</code>, wide: true },
            ]}
          />
          <div className="submit-bar">
            <Button look="primary" onClick={onClose}>
              已记下
            </Button>
          </div>
        </div>
      ) : (
        <Form
          schema={Device}
          defaults={{
            code: '',
            name: '',
            algorithm: 'hmac-sm3',
            person: null as PickItem | null,
            other: null as PickItem | null,
          }}
          onSubmit={async ({ code, name, algorithm, person, other }) => {
            const people = [person, other].flatMap((one) => (one ? [Number(one.id)] : []))
            const { secret } = await add.mutateAsync({
              code,
              name,
              algorithm: algorithm as Algorithm,
              retireeIds: people,
            })
            setMade({ code: code.toUpperCase(), secret })
          }}
        >
          <TextField name="code" label="设备编号" required maxLength={40} hint="印在设备上的编号" />
          <TextField name="name" label="名称" required maxLength={40} hint="例如：床头呼叫器" />
          <RadioRow name="algorithm" label="签名算法" required options={optionsOf(algorithms)} />
          <ComboPick
            name="person"
            label="装在谁家"
            search={findPeople}
            placeholder="姓名、拼音或电话"
          />
          <ComboPick
            name="other"
            label="同住的老同志"
            search={findPeople}
            placeholder="没有可以不填"
          />
          <SubmitBar label="登记" onCancel={onClose} />
        </Form>
      )}
    </Dialog>
  )
}
