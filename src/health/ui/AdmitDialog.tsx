import { Admit } from '#src/health/stay.ts'
import { arrangements, channels } from '#src/health/words.ts'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { PersonPick, Who, whoOf, type Known } from './PersonPick.tsx'
import { staleAfterCare } from './stale.ts'

const Admission = Admit.omit({ retireeId: true }).extend({ who: Who })

interface AdmitDialogProps {
  readonly who?: Known | undefined
  readonly onClose: () => void
}

/** Registers an admission, as told on the telephone: who, where, since when; the rest may wait. */
export function AdmitDialog({ who, onClose }: AdmitDialogProps) {
  const { today } = useSession()
  const admit = useCommand('health.admit', staleAfterCare)
  return (
    <Dialog title={who ? `登记住院：${who.fullName}` : '登记住院'} open onClose={onClose} wide>
      <Form
        schema={Admission}
        defaults={{
          who: whoOf(who),
          admittedOn: today,
          hospital: '',
          channel: 'family',
          transport: 'open',
          escort: 'open',
        }}
        onSubmit={async ({ who: { id, title }, ...stay }) => {
          await admit.mutateAsync({ ...stay, retireeId: id })
          toast(`已登记${title}住院，看望已列入应办`)
          onClose()
        }}
      >
        <Fields columns={2}>
          <PersonPick who={who} />
          <TextField name="hospital" label="医院" required maxLength={80} />
          <DateText name="admittedOn" label="入院日期" wholeDay required />
          <RadioRow
            name="channel"
            label="怎样得知"
            required
            span="all"
            options={optionsOf(channels)}
          />
        </Fields>
        <details>
          <summary>病区床位、接送陪护和其他</summary>
          <Fields columns={2}>
            <TextField name="ward" label="病区" maxLength={40} />
            <TextField name="bed" label="床位" maxLength={20} />
            <TextField name="reportedBy" label="告知人" maxLength={60} />
            <DateText name="noticedOn" label="得知日期" wholeDay hint="不填即今天" />
            <DateText name="expectedUntil" label="预计出院日期" wholeDay />
            <DateText name="dischargedOn" label="出院日期" wholeDay hint="已出院后补登的填写" />
            <RadioRow name="transport" label="专车接送" options={optionsOf(arrangements)} />
            <RadioRow name="escort" label="陪护" options={optionsOf(arrangements)} />
            <TextField
              name="diagnosis"
              label="诊断"
              span="all"
              maxLength={60}
              hint="可不填；加密保存，按用途才能查看"
            />
          </Fields>
        </details>
        <SubmitBar label="登记住院" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
