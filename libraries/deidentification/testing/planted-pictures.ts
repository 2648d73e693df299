import { type Dataset, readDataset } from '@clic/dicom'
import type { PlantedObject } from './plant-kit.ts'
import { plantedDocuments } from './planted-documents.ts'
import { bedFor, finished, keepAll } from './planted-kinds.ts'
import { plantedPerson } from './planted-person.ts'
import { paintedPixels, size } from './planted-photos.ts'

export interface PlantedPicture extends PlantedObject {
  /** A letter drawn into the picture is still to be seen. */
  shows(output: Uint8Array): boolean
}

const kinds: [name: string, sopClass: string, modality: string, number: number, frames: number][] = [
  ['ultrasound of many frames', '3.1', 'US', 211, 3],
  ['ultrasound', '6.1', 'US', 212, 1],
  ['endoscopy', '77.1.1', 'ES', 213, 1],
  ['photograph', '77.1.4', 'XC', 214, 1],
  ['fundus', '77.1.5.1', 'OP', 215, 1],
  ['portal image', '481.1', 'RTIMAGE', 216, 1],
  ['secondary capture', '7', 'OT', 217, 1],
]

/** Objects that leave only after a look at their pixels, with name and number drawn into real pictures. */
export function plantedPictures(seed: string): PlantedPicture[] {
  const person = plantedPerson(seed)
  const { pixels, bar } = paintedPixels(`${person.family} ${person.cpr}`)
  return kinds.map(([name, sopClass, modality, number, frames]) => {
    const bed = keepAll(bedFor(person, sopClass, modality, number), {
      PatientSex: 'F',
      Rows: [size[1]],
      Columns: [size[0]],
      SamplesPerPixel: [3],
      PhotometricInterpretation: 'RGB',
      PlanarConfiguration: [0],
      BitsAllocated: [8],
      BitsStored: [8],
      HighBit: [7],
      PixelRepresentation: [0],
      NumberOfFrames: String(frames),
      StudyDescription: 'UL AF HALSKAR',
    })
    bed.plant(`${name}: operator`, 0x00081070, 'Zqoperator', ['Zqoperator'])
    bed.set(0x7fe00010, { vr: 'OB', bytes: Buffer.concat(Array.from({ length: frames }, () => pixels)) })
    bed.keeps('picture below the text', (output) =>
      Array.from({ length: frames }, (_, i) => below(output, pixels.length, i)).every((part) =>
        part.equals(pixels.subarray(half)),
      ),
    )
    return { ...finished(name, bed), shows: (output) => showsLetters(output, pixels.length, frames, bar) }
  })
}

/** An object with a CDA document in it and the headers of its study. */
export function plantedReport(seed: string): PlantedObject {
  const cda = plantedDocuments(seed).find((file) => file.name === 'CDA')!
  const bed = keepAll(bedFor(plantedPerson(seed), '104.2', 'DOC', 218), {
    PatientSex: 'F',
    StudyDescription: 'UL AF HALSKAR',
  })
  bed.plant('CDA: operator', 0x00081070, 'Zqoperator', ['Zqoperator'])
  bed.plant('document title', 0x00420010, `Brev om ${plantedPerson(seed).family}`, [plantedPerson(seed).family])
  bed.set(0x00420011, { vr: 'OB', bytes: cda.bytes }).set(0x00420015, { vr: 'UL', numbers: [cda.bytes.length] })
  return finished('CDA with the headers of a study', bed)
}

/** Where the lower half of a frame begins, in bytes. */
const half = size[0] * (size[1] / 2) * 3

const below = (output: Dataset, length: number, frame: number) =>
  Buffer.from(output.get(0x7fe00010)?.bytes ?? []).subarray(frame * length + half, (frame + 1) * length)

/** Light pixels on the bar; a picture that is not there shows nothing, one of another size counts as shown. */
function showsLetters(
  output: Uint8Array,
  length: number,
  frames: number,
  [left, top, width, height]: readonly [number, number, number, number],
): boolean {
  const read = readDataset(output)
  const pixels = read.ok ? read.dataset.get(0x7fe00010)?.bytes : undefined
  if (!pixels) return false
  if (pixels.length < length * frames) return true
  for (let frame = 0; frame < frames; frame++)
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++) if (pixels[frame * length + (y * size[0] + x) * 3]! > 100) return true
  return false
}
