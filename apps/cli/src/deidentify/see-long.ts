import { createHash } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { byteScanner, isDrawnBehind, type KnownNeedle, pixelFinds, type Slice } from '@clic/deidentification'
import { copyLong, type LongFile } from './copy-long.ts'
import { readFully } from './file-bytes.ts'

/** What a long file is searched for and asked. */
export interface LongSearch {
  needles: readonly KnownNeedle[]
  /** Where in its new header the pixel element begins. */
  headerBytes: number
  /** Undefined where no letters are looked for. */
  slice: Slice | undefined
}

/** What was seen of it: `SeenOutput`, but for its header. */
export interface PixelsSeen {
  inputSha256: string
  outputSha256: string
  certain: number
  drawn: boolean
}

/** As `copyLong`; false or what was seen. Of a file that has letters drawn into it nothing is written. */
export function seeLong(file: LongFile, { needles, headerBytes, slice }: LongSearch): PixelsSeen | false {
  const [input, output] = [createHash('sha256'), createHash('sha256')]
  const finds = pixelFinds({ longNeedles: needles, longScanner: byteScanner(needles) })
  const drawn = isDrawn(file, headerBytes, slice)
  let [certain, before] = [0, true]
  const same = copyLong(drawn ? { ...file, part: undefined } : file, {
    read: (bytes) => void input.update(bytes),
    written(bytes) {
      output.update(bytes)
      // What is known of the patient may lie across the border of header and pixels.
      certain += finds(before ? bytes.subarray(Math.max(0, headerBytes - overlap)) : bytes)
      before = false
    },
  })
  return same && { inputSha256: input.digest('hex'), outputSha256: output.digest('hex'), certain, drawn }
}

const overlap = 64

/** A few frames are read once more for that. */
function isDrawn({ path, from, to, before }: LongFile, headerBytes: number, slice: Slice | undefined): boolean {
  if (!slice) return false
  const frame = Buffer.alloc(Math.min(2 * slice.rows * slice.columns, to - from))
  const handle = openSync(path, 'r')
  try {
    return isDrawnBehind(before.subarray(headerBytes), slice, (at) =>
      frame.subarray(0, readFully(handle, frame.subarray(0, Math.max(0, to - from - at)), from + at)),
    )
  } finally {
    closeSync(handle)
  }
}
