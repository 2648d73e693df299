import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { mapDigest } from './map-digest.ts'
import { readBundle } from './read-bundle.ts'
import { readMap } from './read-map.ts'

/**
 * The digest that stands for what a MAP computes with. One MONAI bundle: SHA-256 of its models/model.pt. Anything else: SHA-256
 * over the digests of the application and the models, since there the code is part of the model. Empty text when unreadable,
 * which no gate takes for a digest.
 */
export async function mapWeights(dir: string): Promise<string> {
  const read = await readMap(dir)
  if (!read.ok) return ''
  const { map } = read
  if (map.models.length === 1) {
    const bundle = await readBundle(placeIn(dir, map.models[0]!.path))
    if (bundle.ok && bundle.bundle.weightsSha256) return bundle.bundle.weightsSha256
  }
  const hash = createHash('sha256').update(`${await mapDigest(placeIn(dir, map.applicationRoot))}\n`)
  for (const model of [...map.models].sort((a, b) => (a.name < b.name ? -1 : 1)))
    hash.update(`${model.name} ${await mapDigest(placeIn(dir, model.path))}\n`)
  return hash.digest('hex')
}

/** Folder of a model inside an unpacked MAP; undefined when the manifest lists no model of that name. */
export async function modelFolder(dir: string, name: string): Promise<string | undefined> {
  const read = await readMap(dir)
  const model = read.ok ? read.map.models.find((one) => one.name === name) : undefined
  return model ? placeIn(dir, model.path) : undefined
}

/** A path of the image below `dir`; `..` is resolved inside the image first, so that it cannot lead out. */
function placeIn(dir: string, path: string): string {
  return join(dir, join('/', path))
}
