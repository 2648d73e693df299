import { listMapFiles } from './map-files.ts'
import { writeTar } from './tar-write.ts'

/** The tree in `dir` as a tar stream, the same bytes each time. Throws on a link: `validateMap` names it before. */
export async function* packMapStream(dir: string): AsyncGenerator<Uint8Array> {
  yield* writeTar(dir, await listMapFiles(dir))
}

/** The tree in `dir` as tar bytes. For packages that fit into memory; else `packMapStream`. */
export async function packMap(dir: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of packMapStream(dir)) pieces.push(piece)
  return Buffer.concat(pieces)
}
