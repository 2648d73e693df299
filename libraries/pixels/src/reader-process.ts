import { cleanPixels } from './dicom/clean-pixels.ts'
import { openModels } from './open-models.ts'
import type { Look, PixelReader } from './pixel-reader.ts'
import type { Raster } from './raster.ts'

/** What the reader's process is asked. */
export type Asked =
  | { ask: 'text'; raster: Raster; given: Look }
  | { ask: 'faces'; raster: Raster }
  | { ask: 'clean'; bytes: Uint8Array; given: { faces: boolean } }
export type Question = { id: number } & Asked
/** What it answers; a failure says its kind only, because a message could hold what was read. */
export type Answer = { ready: true } | { id: number; value: unknown } | { id: number; failed: string }

const say = (answer: Answer) => process.send?.(answer)

/** The process in which pictures are read: a broken picture or the models' memory do not touch the one that asked. */
async function serve(): Promise<void> {
  const models: PixelReader = await openModels(2)
  let last: Promise<void> = Promise.resolve()
  process.on('message', (question: Question) => {
    last = last.then(() => answer(models, question))
  })
  process.on('disconnect', () => process.exit(0))
  say({ ready: true })
}

function answerOf(models: PixelReader, question: Question): Promise<unknown> {
  if (question.ask === 'clean') return cleanPixels(question.bytes, models, question.given)
  return question.ask === 'text' ? models.text(question.raster, question.given) : models.faces(question.raster)
}

async function answer(models: PixelReader, question: Question): Promise<void> {
  try {
    const value = await answerOf(models, question)
    say({ id: question.id, value })
  } catch (error) {
    say({ id: question.id, failed: error instanceof Error ? error.name : 'unknown' })
  }
}

await serve()
