import { useId, useState, type DragEvent, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'

interface FileDropProps {
  readonly label: string
  /** Extensions accepted: `.xlsx,.csv`. */
  readonly accept: string
  readonly onFile: (file: File) => void
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly disabled?: boolean | undefined
}

/** Takes one file, dropped here or chosen. */
export function FileDrop({ label, accept, onFile, hint, error, disabled }: FileDropProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState('')
  const shown = error ?? refused

  function take(file: File | undefined) {
    if (!file) return
    const fits = accept.split(',').some((end) => file.name.toLowerCase().endsWith(end.trim()))
    setRefused(fits ? '' : `「${file.name}」不是可以读取的文件，请选择 ${accept} 文件`)
    if (fits) onFile(file)
  }

  function onDrop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    if (!disabled) take(event.dataTransfer.files[0])
  }

  return (
    <div className="field" data-invalid={shown ? true : undefined}>
      <div
        className="file-drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <Icon name="upload" size={2.2} />
        <p id={`${id}-label`} className="file-drop-label">
          {label}
        </p>
        <input
          id={id}
          type="file"
          className="hidden"
          aria-labelledby={`${id}-label`}
          accept={accept}
          disabled={disabled}
          aria-invalid={shown ? true : undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <label htmlFor={id} className="btn">
          选择文件
        </label>
        {hint && (
          <div id={`${id}-hint`} className="field-hint">
            {hint}
          </div>
        )}
      </div>
      <p id={`${id}-error`} className={shown ? 'field-error' : 'hidden'} role="alert">
        {shown}
      </p>
    </div>
  )
}
