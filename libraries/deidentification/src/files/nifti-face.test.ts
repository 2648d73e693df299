import { niftiFromVolume, readNifti } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { faceSurface, headPhantom } from '../../../pixels/testing/head-phantom.ts'
import { deidentifyFile, type Profile, prepareSweep, researchProfile } from '../index.ts'

const none = { patientIds: [], names: [], staffNames: [], birthDates: [], accessionNumbers: [] }
const sweep = prepareSweep({ ...none, addresses: [], phones: [], emails: [] })
const subject = { pseudonym: 'P-NII', dateShiftDays: 3, uidKey: new Uint8Array(32).fill(9) }
const research = researchProfile()
const faceless: Profile = { ...research, options: { ...research.options, cleanRecognizableVisualFeatures: true } }

const spacing: [number, number, number] = [3, 3, 3]
const head = headPhantom({ contrast: 'T1', plane: 'coronal', spacing })
const volume = { ...head, spacing, data: Int16Array.from(head.data, Math.round) }

describe('a NIfTI volume under a profile that wants faces removed', () => {
  it('leaves without the face, and with every voxel of the brain', async () => {
    const input = niftiFromVolume(volume)
    const result = await deidentifyFile(input, { profile: faceless, subject, sweep })
    if (result.status !== 'released') throw new Error(result.reason)
    expect(result.proof).toMatchObject({ rules: { 'faces-removed': 1 }, pixelsChanged: true })
    const [before, after] = [readNifti(input), readNifti(Buffer.concat(result.parts))]
    if (!before.ok || !after.ok) throw new Error('not readable')
    const changed = (at: number) => before.nifti.data[at] !== after.nifti.data[at]
    expect(head.tissues.filter((tissue, at) => tissue === 'brain' && changed(at))).toEqual([])
    const surface = faceSurface(head, (at) => head.tissues[at] !== 'air')
    expect(surface.filter(changed).length / surface.length).toBeGreaterThanOrEqual(0.95)
    expect(after.nifti.affine).toEqual(before.nifti.affine)
  })

  it('stays when no whole head is in it, and leaves with its face noted when the profile does not ask', async () => {
    const block = {
      dims: [40, 40, 40],
      spacing,
      affine: head.affine,
      data: new Int16Array(64_000).map((_, n) => n % 900),
    }
    const input = niftiFromVolume(block as typeof volume)
    const kept = await deidentifyFile(input, { profile: faceless, subject, sweep })
    expect(kept).toMatchObject({ status: 'quarantined', code: 'face-not-removed' })
    const noted = await deidentifyFile(input, { profile: research, subject, sweep })
    expect(noted.status === 'released' && noted.proof).toMatchObject({
      rules: { 'faces-not-removed': 1 },
      pixelsChanged: false,
    })
  })
})
