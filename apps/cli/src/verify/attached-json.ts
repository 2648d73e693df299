import { inflateSync } from 'node:zlib'
import { sha256 } from '@clic/ledger'
import type { Check } from './recompute.ts'

/** The JSON attached to the PDF must be the bundle's own report.json. */
export function attachedJson(file: Uint8Array | undefined, expected: string): Check {
  const pdf = Buffer.from(file ?? [])
  for (let at = pdf.indexOf('stream'); at !== -1; at = pdf.indexOf('stream', at + 6)) {
    const start = at + (pdf[at + 6] === 0x0d ? 8 : 7)
    const end = pdf.indexOf('endstream', start)
    if (end === -1) break
    for (const content of contentsOf(pdf.subarray(start, end))) {
      if (sha256(content) === expected || sha256(trimEnd(content)) === expected)
        return { name: 'report.pdf', ok: true, detail: 'holds the same JSON as report.json' }
    }
    at = end
  }
  return { name: 'report.pdf', ok: false, detail: 'does not hold the JSON of report.json' }
}

function contentsOf(stream: Buffer): Buffer[] {
  try {
    return [inflateSync(stream), stream]
  } catch {
    // Not deflated.
    return [stream]
  }
}

function trimEnd(content: Buffer): Buffer {
  let end = content.length
  while (end > 0 && (content[end - 1] === 0x0a || content[end - 1] === 0x0d)) end--
  return content.subarray(0, end)
}
