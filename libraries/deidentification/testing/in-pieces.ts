import { deidentifyStream, ownSink } from '../src/index.ts'

/** A file in memory, de-identified as a long one is: piece after piece. Undefined when it is not of a form that goes so. */
export function inPieces(file: Uint8Array, terms: Parameters<typeof deidentifyStream>[2]) {
  const written: Uint8Array[] = []
  const source = {
    size: file.length,
    read: (at: number, into: Uint8Array) => {
      const part = file.subarray(at, at + into.length)
      into.set(part)
      return part.length
    },
  }
  const result = deidentifyStream(
    source,
    // A piece is lent: its bytes are others when the next one comes.
    ownSink((part) => void written.push(Uint8Array.from(part))),
    terms,
  )
  return result && { result, bytes: Buffer.concat(written), sizes: written.map((part) => part.length) }
}
