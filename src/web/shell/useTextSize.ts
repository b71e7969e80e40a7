import { useEffect } from 'react'
import { setTextSize } from '../kit/useMedia.ts'
import { usePreference } from '../kit/usePreference.ts'
import { rememberTextSize } from './textSize.ts'

type Size = 'normal' | 'large'

/** Normal or large text, kept with the person and cached on the machine. */
export function useTextSize(): [Size, (size: Size) => void] {
  const [saved, save] = usePreference('textSize')
  const size = saved === 'large' ? 'large' : 'normal'
  useEffect(() => {
    setTextSize(size)
    rememberTextSize(size)
  }, [size])
  return [size, save]
}
