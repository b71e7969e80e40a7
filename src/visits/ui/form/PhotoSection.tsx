import { useEffect, useId, useState } from 'react'
import { mostPhotos, visitPhotoKinds, type VisitPhotoKind } from '#src/visits/found.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import type { ItemPhoto } from '../outbox/item.ts'
import { dropPhoto, keepPhoto, photoOf } from '../outbox/outbox.ts'
import { shrink } from '../outbox/picture.ts'

interface PhotoSectionProps {
  readonly itemId: string
  readonly photos: readonly ItemPhoto[]
  readonly onPhotos: (photos: readonly ItemPhoto[]) => void
}

/** Pictures taken on the spot; made small before they are kept. */
export function PhotoSection({ itemId, photos, onPhotos }: PhotoSectionProps) {
  async function take(files: FileList | null, kind: VisitPhotoKind) {
    const room = mostPhotos - photos.length
    const chosen = [...(files ?? [])].slice(0, room)
    try {
      const kept: ItemPhoto[] = []
      for (const file of chosen) kept.push(await keepPhoto(itemId, kind, await shrink(file)))
      onPhotos([...photos, ...kept])
    } catch {
      toast('这张照片打不开，请换一张', 'err')
    }
  }
  async function remove(id: string) {
    await dropPhoto(itemId, id)
    onPhotos(photos.filter((photo) => photo.id !== id))
  }
  return (
    <Section title="照片" note={`最多 ${mostPhotos} 张，自动缩小，不留拍摄地点`}>
      <div className="bar">
        {(Object.keys(visitPhotoKinds) as VisitPhotoKind[]).map((kind) => (
          <PhotoButton
            key={kind}
            label={`加${visitPhotoKinds[kind]}`}
            full={photos.length >= mostPhotos}
            onFiles={(files) => void take(files, kind)}
          />
        ))}
      </div>
      {photos.length > 0 && (
        <ul className="visit-photos">
          {photos.map((photo, index) => (
            <li key={photo.id}>
              <Thumbnail itemId={itemId} photo={photo} number={index + 1} />
              <Button
                small
                onClick={() => void remove(photo.id)}
                aria-label={`去掉第 ${index + 1} 张照片`}
              >
                去掉
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

interface PhotoButtonProps {
  readonly label: string
  readonly full: boolean
  readonly onFiles: (files: FileList | null) => void
}

function PhotoButton({ label, full, onFiles }: PhotoButtonProps) {
  const id = useId()
  return (
    <span>
      <input
        id={id}
        type="file"
        className="hidden"
        accept="image/*"
        multiple
        disabled={full}
        onChange={(event) => {
          onFiles(event.target.files)
          event.target.value = ''
        }}
      />
      <label htmlFor={id} className="btn">
        {label}
      </label>
    </span>
  )
}

function Thumbnail({
  itemId,
  photo,
  number,
}: {
  readonly itemId: string
  readonly photo: ItemPhoto
  readonly number: number
}) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    void photoOf(itemId, photo.id).then((picture) => {
      if (picture) setAddress((made = URL.createObjectURL(picture)))
    })
    return () => URL.revokeObjectURL(made ?? '')
  }, [itemId, photo.id])
  const words = `${visitPhotoKinds[photo.kind]} ${number}`
  return address ? <img src={address} alt={words} /> : <span className="muted">{words}</span>
}
