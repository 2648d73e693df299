import { nobody, prepareSweep, researchProfile } from '@clic/deidentification'
import { type Dataset, readDataset, writeFile } from '@clic/dicom'
import { afterAll, describe, expect, it } from 'vitest'
import { rleFragments, sliceOf, slicePixels } from '../../libraries/deidentification/testing/lettered-slices.ts'
import { createPixelStep, deidentifyLooking } from './pixel-step.ts'
import type { Station } from './station.ts'

const pixels = createPixelStep((reason) => {
  throw new Error(reason)
})
afterAll(() => pixels.close())

const terms = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-SLICE', dateShiftDays: -12, uidKey: new Uint8Array(32).fill(5) },
  sweep: prepareSweep(nobody()),
}
const [plain, lettered] = [slicePixels({}), slicePixels({ words: 'Kirsten Holm' })]

function left(input: Uint8Array) {
  const faceOf = () => Promise.reject(new Error('no face is asked for'))
  return deidentifyLooking({ pixels } as unknown as Station, { input, sha256: '', faceOf, masks: undefined }, terms)
}

function compressed(values: Buffer): Uint8Array {
  const dataset: Dataset = sliceOf(values)
  dataset.set(0x7fe00010, { vr: 'OB', fragments: rleFragments(values) })
  return writeFile(dataset, { transferSyntax: '1.2.840.10008.1.2.5' })
}

describe('A slice on its way out of the clinic', { timeout: 120_000 }, () => {
  it('goes as it is where nothing is drawn into it, compressed or not', async () => {
    for (const input of [writeFile(sliceOf(plain)), compressed(plain)])
      expect(await left(input)).toMatchObject({ status: 'released', proof: { pixelsChanged: false } })
  })

  it('goes with the name masked that is drawn into it, compressed or not', async () => {
    for (const input of [writeFile(sliceOf(lettered)), compressed(lettered)]) {
      const result = await left(input)
      expect(result).toMatchObject({
        status: 'released',
        proof: { pixelsChanged: true, rules: { 'pixel-text-masked': 1 } },
      })
      expect(result.status === 'released' && readDataset(result.output)).toMatchObject({ ok: true })
    }
  })
})
