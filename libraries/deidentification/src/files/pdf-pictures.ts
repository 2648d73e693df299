import type { Raster } from '@clic/pixels'
import { countPath, type Drawn } from './pdf-drawings.ts'
import { type Matrix, times } from './pdf-matrix.ts'

/** A picture on a page: the unit square is moved by `matrix` (ISO 32000-1, 8.9.5). */
export interface PdfPicture {
  raster: Raster
  matrix: Matrix
}

interface Drawing extends Drawn {
  pictures: PdfPicture[]
}

interface ImageData {
  width: number
  height: number
  /** 1: a bit a pixel; 2: RGB; 3: RGBA. */
  kind?: number
  data?: Uint8Array | Uint8ClampedArray
}

const most = 400

/** The pictures of a page with their places; undefined when one of them cannot be had as pixels. */
export async function picturesOf(
  ops: Record<string, number>,
  list: { fnArray: number[]; argsArray: unknown[] },
  page: { objs: Store; commonObjs: Store },
  left: number,
  bottom: number,
): Promise<Drawing | undefined> {
  const made: Drawing = { pictures: [], drawings: 0, rules: 0, short: 0 }
  const stack: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, -left, -bottom]
  for (const [i, operator] of list.fnArray.entries()) {
    const args = (list.argsArray[i] ?? []) as unknown[]
    switch (operator) {
      case ops['save']:
        stack.push(matrix)
        break
      case ops['restore']:
        matrix = stack.pop() ?? matrix
        break
      case ops['transform']:
        matrix = times(matrix, args as Matrix)
        break
      case ops['paintFormXObjectBegin']:
        stack.push(matrix)
        if (Array.isArray(args[0])) matrix = times(matrix, args[0] as Matrix)
        break
      case ops['paintFormXObjectEnd']:
        matrix = stack.pop() ?? matrix
        break
      case ops['constructPath']:
        countPath(made, args, matrix, ops['endPath'])
        break
      case ops['shadingFill']:
      case ops['rawFillPath']:
        made.drawings++
        break
      case ops['paintImageXObject']:
      case ops['paintInlineImageXObject']:
      case ops['paintImageMaskXObject']: {
        if (made.pictures.length >= most) return undefined
        const raster = await rasterOf(args[0], page, operator === ops['paintImageMaskXObject'])
        if (!raster) return undefined
        made.pictures.push({ raster, matrix })
        break
      }
      case ops['paintImageXObjectRepeat']:
      case ops['paintImageMaskXObjectRepeat']:
      case ops['paintImageMaskXObjectGroup']:
      case ops['paintInlineImageXObjectGroup']:
        // Many small ones, as fonts of pictures and patterns are made of: what they show together is not read.
        return undefined
      case ops['paintSolidColorImageMask']:
        made.drawings++
        break
      default:
        break
    }
  }
  return made
}

interface Store {
  get(id: string, ready: (value: ImageData | null) => void): unknown
}

async function rasterOf(
  given: unknown,
  page: { objs: Store; commonObjs: Store },
  mask: boolean,
): Promise<Raster | undefined> {
  let image = given as ImageData | string
  const id = typeof image === 'string' ? image : typeof image.data === 'string' ? (image.data as string) : undefined
  if (id !== undefined) {
    const store = id.startsWith('g_') ? page.commonObjs : page.objs
    // Decoded beside the list of operators; null when it cannot be.
    const found = await new Promise<ImageData | null>((resolve) => store.get(id, resolve))
    if (!found) return undefined
    image =
      typeof image === 'string' ? found : { ...image, ...found, data: found.data ?? (found as unknown as Uint8Array) }
  }
  const { width, height, data, kind } = image as ImageData
  if (!data || !(width > 0 && height > 0)) return undefined
  const made = new Uint8Array(width * height * 3)
  const bits = mask || kind === 1
  const rowBytes = (width + 7) >> 3
  if (data.length < (bits ? rowBytes * height : width * height * (kind === 3 ? 4 : 3))) return undefined
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 3
      if (bits) made.fill((data[y * rowBytes + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 255 : 0, to, to + 3)
      else {
        const from = (y * width + x) * (kind === 3 ? 4 : 3)
        made[to] = data[from]!
        made[to + 1] = data[from + 1]!
        made[to + 2] = data[from + 2]!
      }
    }
  }
  return { width, height, channels: 3, data: made }
}
