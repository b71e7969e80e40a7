import sharp from 'sharp'
import { refuseUpload } from '../refusals.ts'
import { mostPixels } from './image.ts'
import type { Checked } from './inProcess.ts'
import type { ImageType } from './type.ts'

const longSide = 2_400
const smallSide = 400
const leastPhotoSide = 100
/** A picture that is larger than this without loss is kept with some. */
const mostLossless = 4 * 1024 * 1024

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})

/**
 * Decodes a picture and draws it anew, turned as the camera held it, so that nothing of the file
 * remains but what is seen: no place, no device, no hidden content (ASVS 5.0 V14.2.8). Photographs
 * become JPEG with a small copy; other pictures keep PNG where they came so.
 */
export async function redraw(bytes: Buffer, type: ImageType, photo: boolean): Promise<Checked> {
  const image = sharp(bytes, {
    failOn: 'error',
    limitInputPixels: mostPixels,
    sequentialRead: true,
  })
  const { width, height, format } = await image.metadata().catch(refuseUnread)
  if (format !== type) throw refuseUpload('files.damaged')
  if (photo && Math.min(width, height) < leastPhotoSide) throw refuseUpload('files.tooFewPixels')
  const drawn = image
    .autoOrient()
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
  if (type === 'png' && !photo) {
    const plain = await drawn.clone().png({ compressionLevel: 9 }).toBuffer().catch(refuseUnread)
    if (plain.length <= mostLossless) return { contentType: 'image/png', bytes: plain }
  }
  const flat = drawn.flatten({ background: '#ffffff' }).jpeg({ quality: 85 })
  const kept = await flat.toBuffer().catch(refuseUnread)
  const jpeg = { contentType: 'image/jpeg', bytes: kept }
  return photo ? { ...jpeg, small: await smaller(kept) } : jpeg
}

function smaller(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes)
    .resize({ width: smallSide, height: smallSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer()
}

function refuseUnread(error: Error): never {
  if (/pixel limit/i.test(error.message)) throw refuseUpload('files.tooManyPixels')
  if (/memory/i.test(error.message)) throw refuseUpload('files.tooHeavy')
  throw refuseUpload('files.damaged')
}
