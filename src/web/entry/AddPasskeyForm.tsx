import * as z from 'zod'
import { PasskeyName } from '#src/staff/passkey.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { TextField } from '../kit/textFields.tsx'
import { registerPasskey } from './passkeys.ts'

const Named = z.strictObject({ name: PasskeyName })

interface AddPasskeyFormProps {
  /** Hears the recovery codes where there were none before; they are shown this once. */
  readonly onAdded: (recoveryCodes: readonly string[] | null) => void
  readonly onCancel?: () => void
}

/** A name for the key; then the browser asks for the key, finger or PIN itself. */
export function AddPasskeyForm({ onAdded, onCancel }: AddPasskeyFormProps) {
  return (
    <Form
      schema={Named}
      defaults={{ name: '' }}
      enter="submit"
      unguarded
      onSubmit={async ({ name }) => onAdded(await registerPasskey(name))}
    >
      <TextField
        name="name"
        label="名字"
        required
        autoFocus
        maxLength={40}
        hint="便于日后辨认，如：办公室电脑指纹。登记时请按浏览器的提示操作"
      />
      <SubmitBar label="登记" onCancel={onCancel} />
    </Form>
  )
}
