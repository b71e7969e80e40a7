/** The longer side of a kept picture, in pixels. */
const longest = 1600
const quality = 0.7

/**
 * A picture drawn anew before it is kept: at most 1,600 pixels, JPEG, without what the camera wrote
 * into it, such as the place.
 * @throws Error when the file is no picture that this browser can draw.
 */
export async function shrink(file: Blob): Promise<Blob> {
  const picture = await drawable(file)
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    const take = (made: Blob | null) => (made ? resolve(made) : reject(new Error('no picture')))
    canvas.toBlob(take, 'image/jpeg', quality)
  })
}

async function drawable(file: Blob): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(file)
  try {
    const picture = new Image()
    picture.src = address
    await picture.decode()
    return picture
  } finally {
    URL.revokeObjectURL(address)
  }
}
