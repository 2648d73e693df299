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

/** What was read. */
export interface Read {
  text: string
  /** 0 to 1, the mean over letters. */
  score: number
  /** Each letter, where its middle is, in parts of the box from its start, and how sure the recogniser is of it. */
  letters: { sign: string; at: number; score: number }[]
}

/** What stands in a box, read from left to right. */
export async function recogniseText(
  session: InferenceSession,
  alphabet: readonly string[],
  raster: Raster,
  box: Box,
): Promise<Read> {
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
function decode(data: Float32Array, signs: number, alphabet: readonly string[]): Read {
  const letters: Read['letters'] = []
  const steps = data.length / signs
  let last = 0
  for (let step = 0; step < steps; step++) {
    const at = step * signs
    let best = 0
    for (let i = 1; i < signs; i++) if (data[at + i]! > data[at + best]!) best = i
    if (best !== 0 && best !== last)
      letters.push({ sign: alphabet[best] ?? '', at: (step + 0.5) / steps, score: data[at + best]! })
    last = best
  }
  const text = letters.map((letter) => letter.sign).join('')
  const sum = letters.reduce((all, letter) => all + letter.score, 0)
  return { text: text.trim(), score: letters.length === 0 ? 0 : sum / letters.length, letters }
}
