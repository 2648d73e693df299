import { build, writeFile } from '@clic/dicom'
import { expect, it } from 'vitest'
import { inspectObject } from './inspect-object.ts'

it('an object is received whose values have the rest of a buffer behind them, and whoever that names is known', () => {
  const object = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.11',
    SOPInstanceUID: '1.2.208.4715.1',
    StudyInstanceUID: '1.2.208.4715.2',
    SeriesInstanceUID: '1.2.208.4715.3',
    Modality: 'SR',
    PatientName: Buffer.from('Munkholm^Sanne\0Dyhr^Aksel'),
    PatientID: Buffer.from('050471-3826\0\0x'),
    StudyDescription: Buffer.from('CT thorax\0Dyhr'),
  })
  const inspected = inspectObject(writeFile(object))
  if (!inspected.ok) throw new Error(inspected.fault.reason)
  const { facts } = inspected
  expect(facts).toMatchObject({ patient: { value: '0504713826' }, studyDescription: 'CT thorax' })
  expect(facts.identity.map((one) => one.value)).toEqual(
    expect.arrayContaining(['Munkholm^Sanne', 'Dyhr^Aksel', '050471-3826']),
  )
  expect(JSON.stringify(facts)).not.toContain('\\u0000')
})
