import { useState } from 'react'
import { downloadHref } from '#src/web/api.ts'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

interface PortraitProps {
  readonly retireeId: number
  readonly fullName: string
}

/** The person's photograph, or the first sign of the name where there is none to be shown. */
export function Portrait({ retireeId, fullName }: PortraitProps) {
  const may = useMay()('files.read')
  const { data } = useCall('files.list', { retireeId }, { enabled: may })
  const [failed, setFailed] = useState<number>()
  const known = data?.photoId
  if (!known || failed === known)
    return (
      <span className="portrait" aria-hidden="true">
        {[...fullName][0]}
      </span>
    )
  return (
    <img
      className="portrait"
      src={downloadHref('files.photo', { retireeId, known })}
      alt={`${fullName}的照片`}
      onError={() => setFailed(known)}
    />
  )
}
