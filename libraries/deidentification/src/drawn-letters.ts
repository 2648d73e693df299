/** Grey pixels of 16 bits, one sample each. */
export interface GreyPicture {
  rows: number
  columns: number
  signed: boolean
}

/** Every so many rows are asked, and so many pixels tell how bright the picture is. */
const [step, samples] = [4, 1024]
/** Pixels of the widest stroke: letters of 50 pixels have such. */
const widest = 8
/** So many strokes of one value in a line: none of 4,085 slices of nine scanners has them, 211 of 214 with a name in 12 to 18 pixels do. */
const telling = 5
/** Rows of a line of the tallest letters. */
const tallest = 32

/**
 * Whether letters are drawn into a slice, asked without reading them: they are strokes of one bright value, thin, steep on both sides, and the
 * same in the row below, which noise and anatomy are not. `frame`: the pixels of one frame. Letters that are grey, darker than what is around, or
 * were compressed with loss are not seen.
 */
export function drawsLetters(frame: Uint8Array, picture: GreyPicture, little: boolean): boolean {
  const { rows, columns, signed } = picture
  const [low, high] = little ? [0, 1] : [1, 0]
  const valueAt = (pixel: number) => {
    const value = frame[2 * pixel + low]! | (frame[2 * pixel + high]! << 8)
    return signed ? (value << 16) >> 16 : value
  }
  const { least, steep } = brightness(rows * columns, valueAt)
  // A typed array may not begin at every byte.
  const row = signed ? new Int16Array(columns) : new Uint16Array(columns)
  const bytes = Buffer.from(row.buffer)
  const strokes = new Map<number, { y: number; count: number }>()
  for (let y = 1; y + 1 < rows; y += step) {
    bytes.set(frame.subarray(2 * y * columns, 2 * (y + 1) * columns))
    if (!little) bytes.swap16()
    for (let x = 2; x + widest + 1 < columns; x++) {
      const value = row[x]!
      if (value < least) continue
      const floor = value - steep
      if ((row[x - 1]! >= floor && row[x - 2]! >= floor) || row[x - 1] === value) continue
      let end = x + 1
      while (end <= x + widest && row[end] === value) end++
      if (end > x + widest || (row[end]! >= floor && row[end + 1]! >= floor)) continue
      if (valueAt((y + 1) * columns + x) !== value) continue
      const line = strokes.get(value)
      if (!line || y - line.y > tallest) strokes.set(value, { y, count: 1 })
      else if (++line.count >= telling) return true
    }
  }
  return false
}

/** From which value on a pixel is bright, and how far a stroke stands out: parts of what lies between the background and the brightest tissue. */
function brightness(pixels: number, valueAt: (pixel: number) => number) {
  const every = Math.max(1, Math.floor(pixels / samples)) | 1
  const picked = new Int32Array(Math.min(samples, Math.ceil(pixels / every)))
  for (let i = 0; i < picked.length; i++) picked[i] = valueAt(i * every)
  picked.sort()
  const at = (part: number) => picked[Math.floor((picked.length - 1) * part)]!
  const range = Math.max(at(0.98) - at(0.3), 64)
  return { least: at(0.3) + Math.round(range * 0.4), steep: Math.round(range * 0.2) }
}
