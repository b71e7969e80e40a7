import { useState } from 'react'
import { ReturnPerson } from '#src/census/register.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

/** Takes one who had moved away back on the register; drawn only for those who may. */
export function ReturnButton({ id }: { readonly id: number }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('roster.write')) return null
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        登记转回
      </Button>
      {open && <ReturnDialog id={id} onClose={() => setOpen(false)} />}
    </>
  )
}

function ReturnDialog({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { today } = useSession()
  const save = useCommand('census.return')
  return (
    <Dialog title="登记转回" open onClose={onClose}>
      <Form
        schema={ReturnPerson}
        defaults={{ id, on: today, documentNo: '' }}
        onSubmit={async (values) => {
          await save.mutateAsync(values)
          toast('已转回，档案可以修改了')
          onClose()
        }}
      >
        <DateText name="on" label="转回日期" wholeDay required />
        <TextField name="documentNo" label="文号" />
        <SubmitBar label="登记转回" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
