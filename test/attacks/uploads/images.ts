import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { rawZip } from '../../rosters/rawXlsx.ts'
import { page, script, type Sample } from './sample.ts'

const canvas = (channels: 3 | 4 = 3, width = 320, height = 240) =>
  sharp({ create: { width, height, channels, background: { r: 170, g: 60, b: 50, alpha: 0.5 } } })

/** A chunk of a PNG with its checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** A small file that claims, and holds, a picture of any size in one colour. */
export function widePng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc(Math.min((Math.ceil(width / 8) + 1) * height, 40_000_000))
  const parts = [
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([pngSignature, ...parts])
}

/** Puts a segment behind the start of a JPEG. */
function withSegment(jpeg: Buffer, marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)])
}

/** Puts a chunk behind the head of a PNG. */
const withChunk = (png: Buffer, type: string, data: Buffer) =>
  Buffer.concat([png.subarray(0, 33), chunk(type, data), png.subarray(33)])

const where = {
  IFD0: { Make: 'Canary Phone', Artist: script },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '30/1 15/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '120/1 9/1 0/1',
  },
}

/** A photograph as a telephone makes it: held upright, with the place in it. */
export const phonePhoto = () =>
  canvas(3, 640, 480).jpeg().withExif(where).withMetadata({ orientation: 6 }).toBuffer()

async function animated(): Promise<Buffer> {
  const png = await canvas(4).png().toBuffer()
  const control = Buffer.alloc(8)
  control.writeUInt32BE(2, 0)
  return withChunk(png, 'acTL', control)
}

/** The frame of a WebP of the right length around anything. */
function riff(content: string): Buffer {
  const bytes = Buffer.from(`RIFF....WEBPVP8 ${content}`)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}

const damagedHuge = (): Buffer => {
  const head = Buffer.from(widePng(8, 8))
  head.writeUInt32BE(0x7fffffff, 16)
  head.writeUInt32BE(0x7fffffff, 20)
  return head
}

async function hugeJpeg(jpeg: Buffer): Promise<Buffer> {
  const bytes = Buffer.from(jpeg)
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(65_000, frame + 5)
  bytes.writeUInt16BE(65_000, frame + 7)
  return bytes
}

/** Pictures that are something else, hold something else, or are hard to decode. */
export async function imageSamples(): Promise<Sample[]> {
  const jpeg = await canvas().jpeg().toBuffer()
  const png = await canvas(4).png().toBuffer()
  const webp = await canvas(4).webp().toBuffer()
  const gif = await canvas().gif().toBuffer()
  const zip = rawZip([{ name: 'evil.html', content: page }])
  const exif = await phonePhoto()
  const at = (what: string, fileName: string, bytes: Buffer, wanted: Sample['wanted']) => ({
    what,
    fileName,
    bytes,
    wanted,
  })
  return [
    at('a plain JPEG', '合影.jpg', jpeg, 'redrawn'),
    at('a plain PNG', '扫描.png', png, 'redrawn'),
    at('a plain WebP', '截图.webp', webp, 'redrawn'),
    at(
      'a progressive JPEG',
      'a.jpeg',
      await canvas().jpeg({ progressive: true }).toBuffer(),
      'redrawn',
    ),
    at(
      'a CMYK JPEG',
      'cmyk.jpg',
      await canvas().toColourspace('cmyk').jpeg().toBuffer(),
      'redrawn',
    ),
    at(
      'a PNG of 16 bits',
      'deep.png',
      await canvas().toColourspace('rgb16').png().toBuffer(),
      'redrawn',
    ),
    at('a PNG in grey', 'grey.png', await canvas().greyscale().png().toBuffer(), 'redrawn'),
    at(
      'a PNG with a palette',
      'p.png',
      await canvas().png({ palette: true }).toBuffer(),
      'redrawn',
    ),
    at('an animated PNG', 'move.png', await animated(), 'redrawn'),
    at('a lossless WebP', 'l.webp', await canvas(4).webp({ lossless: true }).toBuffer(), 'redrawn'),
    at('a picture of one pixel', 'dot.png', await canvas(3, 1, 1).png().toBuffer(), 'redrawn'),
    {
      ...at(
        'a photo of one pixel',
        'dot.png',
        await canvas(3, 1, 1).png().toBuffer(),
        'files.tooFewPixels',
      ),
      photo: true,
    },
    {
      ...at('a photo with its place', '证件照.jpg', exif, 'redrawn'),
      photo: true,
      gone: ['Canary', 'script', 'GPS', 'Exif'],
    },
    {
      ...at(
        'PHP in the EXIF of a JPEG',
        'x.jpg',
        await canvas()
          .jpeg()
          .withExif({ IFD0: { Copyright: '<?php system($_GET[0]); ?>' } })
          .toBuffer(),
        'redrawn',
      ),
      gone: ['php', 'Exif'],
    },
    {
      ...at(
        'HTML in a comment of a JPEG',
        'x.jpg',
        withSegment(jpeg, 0xfe, Buffer.from(page)),
        'redrawn',
      ),
      gone: ['script', 'html'],
    },
    {
      ...at(
        'XMP in a JPEG',
        'x.jpg',
        withSegment(
          jpeg,
          0xe1,
          Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${script}</x:xmpmeta>`),
        ),
        'redrawn',
      ),
      gone: ['xmpmeta', 'script'],
    },
    {
      ...at('a zip in a segment of a JPEG', 'x.jpg', withSegment(jpeg, 0xe5, zip), 'redrawn'),
      gone: ['PK\x03\x04'],
    },
    {
      ...at(
        'HTML in a text chunk of a PNG',
        'x.png',
        withChunk(png, 'tEXt', Buffer.from(`Comment\0${page}`)),
        'redrawn',
      ),
      gone: ['script', 'tEXt'],
    },
    {
      ...at(
        'a JPEG with a second picture behind it, as phones write',
        'x.jpg',
        Buffer.concat([jpeg, exif]),
        'redrawn',
      ),
      gone: ['Canary'],
    },
    at('a JPEG with a zip behind it', 'x.jpg', Buffer.concat([jpeg, zip]), 'files.appended'),
    at(
      'a JPEG with HTML behind it',
      'x.jpg',
      Buffer.concat([jpeg, Buffer.from(page)]),
      'files.appended',
    ),
    at('a PNG with a zip behind it', 'x.png', Buffer.concat([png, zip]), 'files.appended'),
    at(
      'a PNG with a PDF behind it',
      'x.png',
      Buffer.concat([png, Buffer.from('%PDF-1.4')]),
      'files.appended',
    ),
    at(
      'a WebP with a script behind it',
      'x.webp',
      Buffer.concat([webp, Buffer.from(script)]),
      'files.appended',
    ),
    at(
      'HTML with the head of a PNG',
      'x.png',
      Buffer.concat([pngSignature, Buffer.from(page)]),
      'files.damaged',
    ),
    at(
      'HTML with the head of a JPEG',
      'x.jpg',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(page)]),
      'files.damaged',
    ),
    at('a script with the head of a WebP', 'x.webp', riff(`${script}${script}`), 'files.damaged'),
    at('a GIF', 'x.gif', gif, 'files.otherImage'),
    at(
      'a GIF that is also a script',
      'x.gif',
      Buffer.from(`GIF89a/*\0\0*/=1;alert(1)`),
      'files.otherImage',
    ),
    at('a GIF named as a JPEG', 'x.jpg', gif, 'files.otherImage'),
    at('a BMP', 'x.bmp', Buffer.from('BM\0\0\0\0\0\0\0\0'), 'files.otherImage'),
    at('a TIFF', 'x.tif', await canvas().tiff().toBuffer(), 'files.otherImage'),
    at('an icon', 'x.ico', Buffer.from([0, 0, 1, 0, 1, 0]), 'files.otherImage'),
    at('an AVIF', 'x.avif', await canvas(3, 64, 64).avif().toBuffer(), 'files.heic'),
    at(
      'a HEIC photo',
      'IMG_0001.HEIC',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'files.heic',
    ),
    at(
      'a HEIC photo named as a JPEG',
      'IMG_0001.jpg',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'files.heic',
    ),
    at(
      'an SVG',
      'x.svg',
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
      'files.unknownType',
    ),
    at(
      'an SVG named as a PNG',
      'x.png',
      Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
      'files.unknownType',
    ),
    at('a broken JPEG', 'x.jpg', jpeg.subarray(0, jpeg.length - 200), 'files.damaged'),
    at('a JPEG cut in its head', 'x.jpg', jpeg.subarray(0, 30), 'files.damaged'),
    at('a broken PNG', 'x.png', png.subarray(0, png.length - 20), 'files.damaged'),
    at('a broken WebP', 'x.webp', webp.subarray(0, webp.length - 10), 'files.damaged'),
    at(
      'a JPEG with nothing in its picture',
      'x.jpg',
      Buffer.from([0xff, 0xd8, 0xff, 0xd9]),
      'files.damaged',
    ),
    at('a PNG of 50,000 by 50,000', 'x.png', widePng(50_000, 50_000), 'files.tooManyPixels'),
    at('a PNG of 7,000 by 7,000', 'x.png', widePng(7_000, 7_000), 'files.tooManyPixels'),
    at(
      'a PNG that claims 2 thousand million squared',
      'x.png',
      damagedHuge(),
      'files.tooManyPixels',
    ),
    at('a JPEG that claims 65,000 by 65,000', 'x.jpg', await hugeJpeg(jpeg), 'files.tooManyPixels'),
  ]
}
