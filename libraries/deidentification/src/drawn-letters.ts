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
  const bright = brightness(frame, picture, little)
  const [row, below] = [lineOf(columns, signed), lineOf(columns, signed)]
  const strokes: Strokes = new Map()
  for (let y = 1; y + 1 < rows; y += step) {
    row.bytes.set(frame.subarray(2 * y * columns, 2 * (y + 1) * columns))
    below.bytes.set(frame.subarray(2 * (y + 1) * columns, 2 * (y + 2) * columns))
    if (!little) {
      row.bytes.swap16()
      below.bytes.swap16()
    }
    if (hasStrokes(row, below, { ...bright, columns, y }, strokes)) return true
  }
  return false
}

/** A row of pixels: a typed array may not begin at every byte of a file. `pairs`: two pixels each. */
interface Line {
  bytes: Buffer
  pixels: Int16Array | Uint16Array
  pairs: Int32Array
}

function lineOf(columns: number, signed: boolean): Line {
  const pairs = new Int32Array(Math.ceil(columns / 2))
  const pixels = signed ? new Int16Array(pairs.buffer) : new Uint16Array(pairs.buffer)
  return { bytes: Buffer.from(pairs.buffer, 0, 2 * columns), pixels, pairs }
}

/** From which value on a pixel is bright, and how far a stroke stands out. */
interface Bright {
  least: number
  steep: number
}

/** Strokes of one value in a line of letters: its first row, and how many. */
type Strokes = Map<number, { y: number; count: number }>

/** Whether with row `y` a line of letters has enough strokes. Two pixels at a time are passed over that are not the same in the row below, which most are not. */
function hasStrokes(row: Line, below: Line, given: Bright & { columns: number; y: number }, strokes: Strokes): boolean {
  const { least, steep, columns, y } = given
  const { pixels, pairs } = row
  const under = below.pairs
  const last = columns - widest - 2
  for (let pair = 1; 2 * pair <= last; pair++) {
    const x = 2 * pair
    const differ = pairs[pair]! ^ under[pair]!
    const first = (differ & 0xffff) === 0 && pixels[x]! >= least && isStroke(pixels, x, steep)
    if (first && isTelling(strokes, pixels[x]!, y)) return true
    const second = differ >>> 16 === 0 && pixels[x + 1]! >= least && x < last && isStroke(pixels, x + 1, steep)
    if (second && isTelling(strokes, pixels[x + 1]!, y)) return true
  }
  return false
}

/** Counts a stroke; whether its line has enough of them. */
function isTelling(strokes: Strokes, value: number, y: number): boolean {
  const line = strokes.get(value)
  if (line && y - line.y <= tallest) return ++line.count >= telling
  strokes.set(value, { y, count: 1 })
  return false
}

/** Whether a stroke begins at `x`: not wider than the widest, and on both sides a pixel, or the one behind that, is darker by `steep`. */
function isStroke(pixels: Int16Array | Uint16Array, x: number, steep: number): boolean {
  const value = pixels[x]!
  const floor = value - steep
  if ((pixels[x - 1]! >= floor && pixels[x - 2]! >= floor) || pixels[x - 1] === value) return false
  let end = x + 1
  while (end <= x + widest && pixels[end] === value) end++
  return end <= x + widest && (pixels[end]! < floor || pixels[end + 1]! < floor)
}

/** Parts of what lies between the background and the brightest tissue. */
function brightness(frame: Uint8Array, { rows, columns, signed }: GreyPicture, little: boolean): Bright {
  const pixels = rows * columns
  const every = Math.max(1, Math.floor(pixels / samples)) | 1
  const picked = new Int32Array(Math.min(samples, Math.ceil(pixels / every)))
  const [low, high] = little ? [0, 1] : [1, 0]
  for (let i = 0; i < picked.length; i++) {
    const value = frame[2 * i * every + low]! | (frame[2 * i * every + high]! << 8)
    picked[i] = signed ? (value << 16) >> 16 : value
  }
  picked.sort()
  const at = (part: number) => picked[Math.floor((picked.length - 1) * part)]!
  const range = Math.max(at(0.98) - at(0.3), 64)
  return { least: at(0.3) + Math.round(range * 0.4), steep: Math.round(range * 0.2) }
}
