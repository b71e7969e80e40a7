import { FreeTextWarning } from '#src/roster/ui/form/FreeTextWarning.tsx'
import { shownPaperCode } from '#src/visits/paperWords.ts'
import { findingsHint, visitReasons, visitWays } from '#src/visits/visit.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { CheckRow, optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { FormSection } from '#src/web/kit/formParts.tsx'
import { TextArea, TextField } from '#src/web/kit/textFields.tsx'
import { VisitConsequence } from '../VisitConsequence.tsx'
import { ChangesSection } from './ChangesSection.tsx'
import { GiftSection } from './GiftSection.tsx'
import { NeedsSection } from './NeedsSection.tsx'
import { WhoField } from './WhoField.tsx'

/** Who, when and why; what was found; what was asked for, given and changed. */
export function VisitSections({ paper }: { readonly paper: string | undefined }) {
  return (
    <>
      {paper && <Notice>正在录入第 {shownPaperCode(paper)} 号登记表</Notice>}
      <FormSection title="走访" columns={3}>
        <WhoField />
        <CheckRow
          name="reasons"
          label="事由"
          required
          span="all"
          options={optionsOf(visitReasons)}
        />
        <RadioRow name="way" label="方式" required span="all" options={optionsOf(visitWays)} />
        <DateText name="visitedOn" label="走访日期" wholeDay required />
        <TextField
          name="visitors"
          label="走访人"
          required
          maxLength={120}
          hint="几个人同去，用顿号隔开"
        />
        <TextField name="leaders" label="同去的领导" maxLength={120} hint="姓名和职务，没有不填" />
      </FormSection>
      <VisitConsequence />
      <FormSection title="情况" columns={2}>
        <TextArea name="findings" label="情况和需要" rows={3} maxLength={300} hint={findingsHint} />
        <TextArea
          name="healthChange"
          label="健康变化"
          rows={3}
          maxLength={300}
          hint="加密保存，写明用途的人才能看到"
        />
        <DateText name="nextContactOn" label="约定下次联系" wholeDay />
      </FormSection>
      <FreeTextWarning name="findings" />
      <FreeTextWarning name="healthChange" />
      <NeedsSection />
      <GiftSection />
      <ChangesSection />
    </>
  )
}
