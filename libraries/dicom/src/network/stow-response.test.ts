import { describe, expect, it } from 'vitest'
import { readStowResponse } from './read-stow-response.ts'
import { FAILURE_REASON, stowResponse } from './stow-response.ts'

const CT = '1.2.840.10008.5.1.4.1.1.2'
const stored = {
  sopClassUid: CT,
  sopInstanceUid: '2.25.1',
  retrieveUrl: '/studies/2.25.9/series/2.25.8/instances/2.25.1',
}
const failed = { sopClassUid: CT, sopInstanceUid: '2.25.2', failureReason: FAILURE_REASON.cannotUnderstand }
const unreadable = { sopClassUid: '', sopInstanceUid: '', failureReason: FAILURE_REASON.processingFailure }

describe('the answer to a STOW request', () => {
  it('is 200 only when everything was stored without warning, 409 when nothing was', () => {
    expect(stowResponse({ stored: [stored], failed: [] }).status).toBe(200)
    expect(stowResponse({ stored: [{ ...stored, warningReason: 0xb000 }], failed: [] }).status).toBe(202)
    expect(stowResponse({ stored: [stored], failed: [failed] }).status).toBe(202)
    expect(stowResponse({ stored: [stored], failed: [unreadable] }).status).toBe(202)
    expect(stowResponse({ stored: [], failed: [failed] }).status).toBe(409)
  })

  it('lists instances in the DICOM JSON model, with decimal reasons', () => {
    expect(
      stowResponse({ stored: [stored], failed: [failed, unreadable], retrieveUrl: '/studies/2.25.9' }).body,
    ).toEqual({
      '00081190': { vr: 'UR', Value: ['/studies/2.25.9'] },
      '00081198': {
        vr: 'SQ',
        Value: [
          {
            '00081150': { vr: 'UI', Value: [CT] },
            '00081155': { vr: 'UI', Value: ['2.25.2'] },
            '00081197': { vr: 'US', Value: [49152] },
          },
        ],
      },
      '00081199': {
        vr: 'SQ',
        Value: [
          {
            '00081150': { vr: 'UI', Value: [CT] },
            '00081155': { vr: 'UI', Value: ['2.25.1'] },
            '00081190': { vr: 'UR', Value: [stored.retrieveUrl] },
          },
        ],
      },
      '0008119A': { vr: 'SQ', Value: [{ '00081197': { vr: 'US', Value: [272] } }] },
    })
  })

  it('is read back as it was meant', () => {
    const { body } = stowResponse({ stored: [stored], failed: [failed, unreadable] })
    expect(readStowResponse(JSON.stringify(body))).toEqual({
      ok: true,
      value: { stored: [stored], failed: [failed, unreadable] },
    })
    expect(readStowResponse(JSON.stringify([body])).ok).toBe(true)
  })

  it('is not believed when it names no instance', () => {
    for (const text of ['', 'null', '[]', '{}', '"ok"', '{"00081199":{"vr":"SQ","Value":[3]}}', '<html>']) {
      expect(readStowResponse(text).ok).toBe(false)
    }
  })
})
