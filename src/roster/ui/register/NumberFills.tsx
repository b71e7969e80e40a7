import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { birthOfCitizenId, citizenIdProblem, sexOfCitizenId } from '#src/roster/citizenId.ts'

/** A whole identity number fills in sex and birth date where nothing stands there yet. */
export function NumberFills() {
  const { getValues, setValue } = useFormContext()
  const number: unknown = useWatch({ name: 'idNumber' })
  const idType: unknown = useWatch({ name: 'idType' })
  useEffect(() => {
    if (typeof number !== 'string' || citizenIdProblem(number)) return
    if (idType && idType !== 'citizenId') return
    const fill = (key: string, value: string | undefined) => {
      if (value && !getValues(key)) setValue(key, value, { shouldDirty: true })
    }
    fill('gender', sexOfCitizenId(number))
    fill('birthArchive', birthOfCitizenId(number))
  }, [number, idType, getValues, setValue])
  return null
}
