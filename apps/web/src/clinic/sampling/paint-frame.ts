import type { PixelSide } from '@clic/contracts'

export interface Greys {
  level: number
  width: number
}

/** Values of a frame, in the machine's own order of bytes. */
export function valuesOf(bytes: Uint8Array, about: PixelSide): ArrayLike<number> {
  if (about.bits === 8) return about.signed ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = bytes.byteLength >> 1
  const values = about.signed ? new Int16Array(count) : new Uint16Array(count)
  for (let n = 0; n < count; n++) values[n] = about.signed ? view.getInt16(n * 2, true) : view.getUint16(n * 2, true)
  return values
}

/** The frame as red, green, blue, opaque: grey values through the window, colours as they are. */
export function painted(values: ArrayLike<number>, about: PixelSide, greys: Greys): Uint8ClampedArray<ArrayBuffer> {
  const count = about.rows * about.columns
  const out = new Uint8ClampedArray(count * 4)
  const low = greys.level - greys.width / 2
  for (let n = 0; n < count; n++) {
    const [r, g, b] =
      about.samples === 3
        ? [values[n * 3] ?? 0, values[n * 3 + 1] ?? 0, values[n * 3 + 2] ?? 0]
        : grey((((values[n] ?? 0) - low) / greys.width) * 255, about.inverted)
    out[n * 4] = r
    out[n * 4 + 1] = g
    out[n * 4 + 2] = b
    out[n * 4 + 3] = 255
  }
  return out
}

function grey(value: number, inverted: boolean): [number, number, number] {
  const shown = inverted ? 255 - value : value
  return [shown, shown, shown]
}
