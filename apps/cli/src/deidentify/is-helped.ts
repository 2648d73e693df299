import { availableParallelism } from 'node:os'
import { longestChecked } from './check-ring.ts'

/** Bytes from which on a file takes as long to check as to rewrite, about. */
export const longEnough = 256 << 10

/** So many files take longer than a thread takes to load. */
const manyFiles = 100

/**
 * Whether a run that says nothing of threads gets one beside the first, which reads, searches, digests and writes what that one rewrites: where there is a
 * processor for it and files enough that seem to be images, told by the bytes of the first. It needs little more of the processors than one thread would,
 * for less time; a second one that rewrites would need memory and what reads pixels again, and is asked for.
 */
export function isHelped(files: number, firstBytes: number, processors = availableParallelism()): boolean {
  return processors > 1 && files >= manyFiles && firstBytes >= longEnough && firstBytes <= longestChecked
}
