import * as z from 'zod'
import { SetPopulation, type RegionFigure } from '#src/census/population.ts'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

const Typed = z.object({
  ...SetPopulation.shape,
  regionId: z.string().min(1, '请选择地区').transform(Number),
})

interface PopulationDialogProps {
  readonly regions: readonly RegionFigure[]
  readonly open: boolean
  readonly onClose: () => void
}

/** Enters the number of people of 60 and more of a region in a year, with its source. */
export function PopulationDialog({ regions, open, onClose }: PopulationDialogProps) {
  const { today } = useSession()
  const save = useCommand('census.setPopulation', ['census.'])
  const options = regions.map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <Dialog title="登记 60 岁以上人口" open={open} onClose={onClose}>
      <Form
        schema={Typed}
        defaults={{
          regionId: options.length === 1 ? (options[0]?.value ?? '') : '',
          year: Number(today.slice(0, 4)),
          source: '',
          documentNo: '',
        }}
        onSubmit={async (values) => {
          await save.mutateAsync(values)
          toast('已登记，占比已更新')
          onClose()
        }}
      >
        <Fields columns={2}>
          <Select name="regionId" label="地区" required options={options} />
          <NumberText name="year" label="年份" required />
          <NumberText name="persons" label="60 岁以上人口" unit="人" required span="all" />
          <TextField
            name="source"
            label="数据来源"
            required
            span="all"
            hint="例如：县统计局 2025 年人口年报"
          />
          <TextField name="documentNo" label="文号" span="all" />
        </Fields>
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
