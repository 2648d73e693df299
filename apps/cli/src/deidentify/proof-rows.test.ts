import type { ObjectProof } from '@clic/deidentification'
import { describe, expect, it } from 'vitest'
import { proofRow } from './proof-rows.ts'

const under = { profile: { name: 'research', version: '3' }, profileSha256: 'p', terms: 't' } as Parameters<
  typeof proofRow
>[1]
const proof: ObjectProof = {
  kind: 'tiff',
  inputSha256: 'a',
  outputSha256: 'b',
  sopInstanceUid: '2.25.1',
  sopClassUid: '',
  seriesInstanceUid: '',
  studyInstanceUid: '',
  modality: '',
  rules: { 'picture-text-masked': 2 },
  residual: { scannedBytes: 10, certain: 0, possible: 0 },
  pixelsChanged: true,
  masks: [
    { from: 2, to: 2, boxes: [{ kind: 'text', x: 4, y: 5, width: 60, height: 7 }] },
    { from: 3, to: 9, boxes: [{ kind: 'face', x: 0, y: 1, width: 2, height: 3 }] },
  ],
}

describe('a row of the proof', () => {
  it('names the kind of the file and each box that was masked, by its frames and in pixels', () => {
    expect(proofRow({ number: 0, status: 'released', output: 'x', proof }, under)).toMatchObject({
      input: 1,
      kind: 'tiff',
      masked: [
        { from: 2, to: 2, found: 'text', x: 4, y: 5, width: 60, height: 7 },
        { from: 3, to: 9, found: 'face', x: 0, y: 1, width: 2, height: 3 },
      ],
    })
  })

  it('has an empty list where nothing was masked, and the kind of what stays in quarantine', () => {
    const { masks: _, ...plain } = proof
    expect(proofRow({ number: 0, status: 'released', output: 'x', proof: plain }, under)).toMatchObject({ masked: [] })
    const held = { code: 'c', reason: 'r', next: 'n', inputSha256: 'a', modality: '', kind: 'pdf' as const }
    const row = proofRow({ number: 1, status: 'quarantined', ...held }, under)
    expect(row).toMatchObject({ input: 2, kind: 'pdf', status: 'quarantined' })
    expect(row).not.toHaveProperty('masked')
  })
})
