import { readFileSync } from 'node:fs'
import { type InferenceSession, Tensor } from 'onnxruntime-node'
import type { Box, Raster } from '../raster.ts'
import { samplePlanes } from './sample-picture.ts'

/** Height that the recogniser was trained at. */
const height = 48
const longest = 960

/** The recogniser's alphabet: blank first, then the file's lines, then the space. It has no æ, ø, å: fold before comparing. */
export function readAlphabet(path: string): string[] {
  return ['', ...readFileSync(path, 'utf8').replace(/\n$/, '').split('\n'), ' ']
}

/** What stands in a box, and how sure the recogniser is of its least sure letter's neighbourhood (the mean over letters). */
export async function recogniseText(
  session: InferenceSession,
  alphabet: readonly string[],
  raster: Raster,
  box: Box,
): Promise<{ text: string; score: number }> {
  const scale = Math.min(height / box.height, longest / box.width)
  const width = Math.max(16, Math.ceil(box.width * scale))
  const planes = samplePlanes(
    raster,
    { left: box.x, top: box.y, scaleX: width / box.width, scaleY: height / box.height, width, height },
    { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5], order: 'bgr' },
  )
  const output = await session.run({
    [session.inputNames[0]!]: new Tensor('float32', planes.data, [1, 3, height, width]),
  })
  const found = output[session.outputNames[0]!]!
  return decode(found.data as Float32Array, found.dims[2]!, alphabet)
}

/** The likeliest letter of each step; repeats and blanks fall out (connectionist temporal classification). */
function decode(data: Float32Array, letters: number, alphabet: readonly string[]): { text: string; score: number } {
  let text = ''
  let sum = 0
  let count = 0
  let last = 0
  for (let at = 0; at < data.length; at += letters) {
    let best = 0
    for (let i = 1; i < letters; i++) if (data[at + i]! > data[at + best]!) best = i
    if (best !== 0 && best !== last) {
      text += alphabet[best] ?? ''
      sum += data[at + best]!
      count++
    }
    last = best
  }
  return { text: text.trim(), score: count === 0 ? 0 : sum / count }
}
