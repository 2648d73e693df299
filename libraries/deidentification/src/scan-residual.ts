import { pixelDataTag, tokenise, undefinedLength } from '@clic/dicom'
import { isCprDate, satisfiesModulo11 } from './danish/find-identifiers.ts'
import { finds, scanPixelsOf } from './scan-pixels.ts'
import type { IdentitySweep } from './sweep.ts'

export interface Residual {
  scannedBytes: number
  /** Identifiers of this patient. */
  certain: number
  /** What looks like one: a CPR-shaped number. */
  possible: number
}

/**
 * Searches finished bytes for what is known of the patient, in UTF-8, Latin-1 and UTF-16 of both orders. Among pixel bytes a name of a few
 * letters is chance rather than text: there only what is eight bytes or longer is searched for.
 */
export function scanResidual(bytes: Uint8Array, sweep: IdentitySweep): Residual {
  return scanParts([bytes], pixelStart(bytes), sweep)
}

/** The same for a file in parts; `headerBytes`: where its pixel data begin. */
export function scanParts(parts: readonly Uint8Array[], headerBytes: number, sweep: IdentitySweep): Residual {
  const residual = scanHeaderOf(parts, headerBytes, sweep)
  return { ...residual, certain: residual.certain + scanPixelsOf(parts, headerBytes, sweep) }
}

/** The part of it that lies before the pixel data. `scannedBytes` are those of the whole. */
export function scanHeaderOf(parts: readonly Uint8Array[], headerBytes: number, sweep: IdentitySweep): Residual {
  const residual = { scannedBytes: 0, certain: 0, possible: 0 }
  for (const part of parts) {
    const header = part.subarray(0, Math.max(0, headerBytes - residual.scannedBytes))
    if (header.length > 0) {
      residual.certain += scanHeader(header, sweep)
      residual.possible += cprShaped(header)
    }
    residual.scannedBytes += part.length
  }
  return residual
}

/** Finds of anything known, in bytes that hold text. */
export function scanHeader(bytes: Uint8Array, sweep: IdentitySweep): number {
  return finds(bytes, sweep.scanner, sweep.needles)
}

/** Ten digits with a date in front that stand alone; without a hyphen they must satisfy modulo 11 to count. */
export function cprShaped(bytes: Uint8Array): number {
  let found = 0
  for (let i = 0; i < bytes.length; ) {
    if (!isDigit(bytes[i])) {
      i++
      continue
    }
    const start = i
    while (isDigit(bytes[i])) i++
    const hyphen = i - start === 6 && bytes[i] === 0x2d
    let end = i
    if (hyphen) for (end = i + 1; isDigit(bytes[end]); ) end++
    const length = hyphen ? end - i - 1 + 6 : i - start
    if (length !== 10 || bytes[start - 1] === 0x2e || bytes[end] === 0x2e) continue
    const digits = Buffer.from(bytes.subarray(start, end)).toString('latin1').replace('-', '')
    if (isCprDate(digits) && (hyphen || satisfiesModulo11(digits))) found++
    i = end
  }
  return found
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

function pixelStart(bytes: Uint8Array): number {
  let found = bytes.length
  let deflated = false
  const walked = tokenise(bytes, {
    begin: (structure) => {
      deflated = structure.deflated
    },
    element(tag, _vr, start, length, depth) {
      if (depth > 0 || tag < 0x7fe00008 || tag > pixelDataTag || (length !== undefinedLength && length < 64))
        return undefined
      found = start
      return false
    },
  })
  return walked.ok && !deflated ? found : bytes.length
}
