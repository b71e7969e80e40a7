import { useState } from 'react'
import { SaveHospital, type HospitalRow } from '#src/health/hospital.ts'
import { hospitalLevels } from '#src/health/words.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { CheckField, optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Bar } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'

/** Designated hospitals: level, direct billing, and from when to when the agreement holds. */
export function HospitalsTab() {
  const manages = useMay()('health.manage')
  const [row, setRow] = useState<HospitalRow | 'new'>()
  const list = useCall('health.hospitals', {})
  return (
    <>
      {manages && (
        <Bar label="定点医院操作">
          <Button icon="plus" onClick={() => setRow('new')}>
            登记定点医院
          </Button>
        </Bar>
      )}
      <Loaded of={list}>
        {(rows) => (
          <SimpleTable
            label="定点医院"
            columns={columnsOf(manages ? setRow : undefined)}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有定点医院">登记后，可在个人档案里选为某人的定点医院。</Empty>}
          />
        )}
      </Loaded>
      {row && (
        <HospitalDialog row={row === 'new' ? undefined : row} onClose={() => setRow(undefined)} />
      )}
    </>
  )
}

function columnsOf(onEdit?: (row: HospitalRow) => void): readonly SimpleColumn<HospitalRow>[] {
  const act: SimpleColumn<HospitalRow> = {
    key: 'act',
    title: '办理',
    cell: (row) =>
      row.own && (
        <Button small onClick={() => onEdit?.(row)}>
          修改
        </Button>
      ),
  }
  return [
    { key: 'name', title: '医院', cell: ({ name }) => <b>{name}</b> },
    { key: 'level', title: '级别', cell: ({ level }) => hospitalLevels[level] },
    {
      key: 'billing',
      title: '结算',
      cell: ({ directBilling }) => (directBilling ? '挂账结算' : '个人垫付后报销'),
    },
    { key: 'days', title: '协议', cell: daysOf },
    { key: 'phone', title: '电话', cell: ({ phone }) => phone ?? '—' },
    { key: 'people', title: '定点人数', align: 'right', cell: ({ people }) => people },
    ...(onEdit ? [act] : []),
  ]
}

function daysOf({ agreedFrom, agreedTo, holds }: HospitalRow) {
  return (
    <>
      {`${formatDay(agreedFrom)}起${agreedTo ? `，至${formatDay(agreedTo)}` : ''}`}{' '}
      {!holds && <Tag tone="warn">不在协议期</Tag>}
    </>
  )
}

const Hospital = SaveHospital.omit({ hospitalId: true })

interface HospitalDialogProps {
  readonly row: HospitalRow | undefined
  readonly onClose: () => void
}

function HospitalDialog({ row, onClose }: HospitalDialogProps) {
  const { today } = useSession()
  const save = useCommand('health.saveHospital', ['health.'])
  const { name = '', level = '', directBilling = false, agreedFrom = today } = row ?? {}
  const defaults = { name, level, directBilling, agreedFrom }
  return (
    <Dialog title={row ? `修改：${row.name}` : '登记定点医院'} open onClose={onClose}>
      <Form
        schema={Hospital}
        defaults={{ ...defaults, agreedTo: row?.agreedTo ?? '', phone: row?.phone ?? '' } as never}
        blank={null}
        onSubmit={async (given) => {
          await save.mutateAsync({ ...given, ...(row && { hospitalId: row.id }) })
          toast('已保存')
          onClose()
        }}
      >
        <Fields columns={2}>
          <TextField name="name" label="医院名称" required span="all" maxLength={80} />
          <RadioRow
            name="level"
            label="级别"
            required
            span="all"
            options={optionsOf(hospitalLevels)}
          />
          <DateText name="agreedFrom" label="协议起始日期" wholeDay required />
          <DateText name="agreedTo" label="协议终止日期" wholeDay />
          <TextField name="phone" label="电话" maxLength={30} />
          <CheckField name="directBilling" label="挂账结算" />
        </Fields>
        <SubmitBar label="保存" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
