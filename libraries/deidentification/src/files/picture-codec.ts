import type { Raster } from '@clic/pixels'

/** Larger pictures are not unpacked: a small file can say that it is of any size. */
export const mostPixels = 150_000_000

/** Reads a JPEG or PNG file into three channels, what is transparent over white. Undefined when it cannot be decoded. */
export async function decodePicture(bytes: Uint8Array): Promise<Raster | undefined> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas')
  try {
    const image = await loadImage(Buffer.from(bytes))
    const { width, height } = image
    if (width * height > mostPixels || width * height === 0) return undefined
    const context = createCanvas(width, height).getContext('2d')
    context.fillStyle = 'white'
    context.fillRect(0, 0, width, height)
    context.drawImage(image, 0, 0)
    return withoutAlpha(context.getImageData(0, 0, width, height).data, width, height)
  } catch {
    // The decoder's message may quote the file.
    return undefined
  }
}

function withoutAlpha(rgba: Uint8ClampedArray, width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    data[to++] = rgba[from]!
    data[to++] = rgba[from + 1]!
    data[to++] = rgba[from + 2]!
  }
  return { width, height, channels: 3, data }
}

/** Writes a picture anew, with nothing in the file but the picture. */
export async function encodePicture(raster: Raster, format: 'jpeg' | 'png'): Promise<Buffer> {
  const { createCanvas } = await import('@napi-rs/canvas')
  const { width, height, channels, data } = raster
  const context = createCanvas(width, height).getContext('2d')
  const image = context.createImageData(width, height)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = data[i * channels + (channels === 3 ? c : 0)]!
    image.data[4 * i + 3] = 255
  }
  context.putImageData(image, 0, 0)
  return format === 'jpeg' ? context.canvas.encode('jpeg', 95) : context.canvas.encode('png')
}
