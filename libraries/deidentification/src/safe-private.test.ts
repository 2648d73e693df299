import { build, type Dataset, readDataset, writeFile } from '@clic/dicom'
import { expect, it } from 'vitest'
import { deidentifyObject, nobody, prepareProfile, prepareSweep, researchProfile } from './index.ts'

const sweep = prepareSweep({ ...nobody(), names: [{ family: 'Vestergaard', given: ['Bo'] }] })
const subject = { pseudonym: 'SUBJECT', dateShiftDays: -12, uidKey: new Uint8Array(32) }
const profile = prepareProfile(researchProfile())

/** The name of the pulse sequence, (0019,xx9E) of GEMS_ACQU_01, which PS3.15 table E.3.10-1 lists as safe, after the rewriting. */
async function sequenceName(text: string): Promise<string | undefined> {
  const dataset: Dataset = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.4',
    SOPInstanceUID: '2.25.4711',
    StudyInstanceUID: '2.25.4712',
    SeriesInstanceUID: '2.25.4713',
    Modality: 'MR',
  })
  dataset.set(0x00190010, { vr: 'LO', strings: ['GEMS_ACQU_01'] })
  dataset.set(0x0019109e, { vr: 'LO', strings: [text] })
  const result = await deidentifyObject(writeFile(dataset), { profile, subject, sweep })
  if (result.status !== 'released') throw new Error(result.reason)
  const read = readDataset(result.output)
  return read.ok ? read.dataset.get(0x0019109e)?.strings?.[0] : undefined
}

it.each(['efgre3d', 'FSE-XL', '0.984:1', 'PROPELLER', '2D FLAIR', 'spgr', 'ax t2'])(
  'A safe private text that is a term of the machine stays: %s',
  async (term) => expect(await sequenceName(term)).toBe(term),
)

it.each([
  'VESTERGAARD',
  'vestergaard 3D',
  'HANSEN',
  'dr hansen',
  'Ukendt',
  'KIRSTEN HOLM',
  '12345678',
  'ref HKR/ab',
  '3dtøf',
])('A safe private text in which more than a term may stand goes: %s', async (text) =>
  expect(await sequenceName(text)).toBeUndefined(),
)
