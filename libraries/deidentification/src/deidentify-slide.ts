import { createHash } from 'node:crypto'
import { identityInHead } from './files/file-identity.ts'
import { fileUid, jobOver, refusedFile, releasedFile } from './files/file-outcome.ts'
import type { FileResult, FileTerms } from './files/file-result.ts'
import { writeLayout } from './files/tiff-pieces.ts'
import { slideExtension, slideKind, slideLayout } from './files/tiff-slide.ts'
import { bytesAt, readTiff } from './files/tiff-structure.ts'
import { residualRefusal } from './object-checks.ts'
import { scanPixels } from './scan-pixels.ts'
import { cprShaped, scanHeader } from './scan-residual.ts'
import type { ByteSource } from './stream-object.ts'

const chunkBytes = 1 << 20
/** What is searched twice, so that nothing hides between two pieces. */
const overlap = 64

/**
 * De-identifies a whole-slide file that is too long to hold, tile by tile. Undefined when it is none: then `deidentifyFile` over the whole
 * is the way. What was written counts only when the result is `released`; then `parts` is empty.
 */
export function deidentifySlide(
  source: ByteSource,
  write: (bytes: Uint8Array) => void,
  terms: FileTerms,
): FileResult | undefined {
  const head = bytesAt(source, 0, Math.min(source.size, 256 << 10))
  if (!head || !['II', 'MM'].includes(head.toString('latin1', 0, 2))) return undefined
  const tiff = readTiff(source)
  if (typeof tiff === 'string') return undefined
  const kind = slideKind(tiff)
  if (!kind) return undefined
  const job = jobOver(terms, identityInHead(head))
  const inputSha256 = digestOf(source)
  const layout = slideLayout(tiff, kind, source.size, job)
  if ('ok' in layout) return refusedFile('tiff', layout.refusal, inputSha256)
  const output = createHash('sha256')
  const residual = { scannedBytes: 0, certain: 0, possible: 0 }
  let last = Buffer.alloc(0)
  try {
    writeLayout(source, layout, job, (bytes) => {
      if (residual.scannedBytes === 0) {
        residual.certain += scanHeader(bytes, job.sweep)
        residual.possible += cprShaped(bytes)
      } else {
        residual.certain += scanPixels(Buffer.concat([last, bytes]), job.sweep)
        last = Buffer.from(bytes.subarray(Math.max(0, bytes.length - overlap)))
      }
      residual.scannedBytes += bytes.length
      output.update(bytes)
      write(bytes)
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return refusedFile('tiff', unwhole, inputSha256)
  }
  if (residual.certain > 0) return refusedFile('tiff', residualRefusal(residual.certain), inputSha256)
  return releasedFile(job, {
    kind: 'tiff',
    proven: 'slide',
    uid: fileUid(terms, inputSha256),
    extension: slideExtension(kind),
    parts: [],
    inputSha256,
    outputSha256: output.digest('hex'),
    residual,
    pixelsChanged: false,
  })
}

function digestOf(source: ByteSource): string {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(chunkBytes)
  for (let at = 0; at < source.size; ) {
    const read = source.read(at, chunk)
    if (read === 0) break
    hash.update(chunk.subarray(0, read))
    at += read
  }
  return hash.digest('hex')
}

const unwhole = {
  code: 'unreadable',
  reason: 'The file cannot be read: a tile lies outside of it.',
  next: 'Ask the sender for the file again; nothing of it was released.',
}
