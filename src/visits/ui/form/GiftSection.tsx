import { useWatch } from 'react-hook-form'
import { giftKinds } from '#src/visits/found.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { FormSection } from '#src/web/kit/formParts.tsx'
import { MoneyText } from '#src/web/kit/numberFields.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'

const kinds = [{ value: '', label: '没有' }, ...optionsOf(giftKinds)]

/** What was brought, and who signed for it. */
export function GiftSection() {
  const kind = useWatch({ name: 'gift.kind' }) as string
  return (
    <FormSection title="慰问" columns={3}>
      <RadioRow name="gift.kind" label="慰问品或慰问金" span="all" options={kinds} />
      {kind && kind !== 'money' && (
        <TextField name="gift.what" label="物品" required maxLength={60} />
      )}
      {kind && (
        <>
          <MoneyText name="gift.amountFen" label="金额" required={kind === 'money'} />
          <TextField
            name="gift.signedBy"
            label="签收人"
            maxLength={40}
            hint={kind === 'money' ? '签收人、收据号至少填一项' : undefined}
          />
          <TextField name="gift.receiptNo" label="收据号" maxLength={40} />
        </>
      )}
    </FormSection>
  )
}
