import { readDataset } from '@clic/dicom'
import { fileKind } from '../src/index.ts'
import { opened } from './opened-file.ts'
import { leaks, type PlantedObject } from './plant-kit.ts'
import { type PlantedFile, plantedDocuments } from './planted-documents.ts'
import { plantedEncapsulated } from './planted-encapsulated.ts'
import { plantedPdf } from './planted-pdf.ts'
import { plantedPhotos } from './planted-photos.ts'
import { type PlantedPicture, plantedPictures, plantedReport } from './planted-pictures.ts'
import { plantedSlides } from './planted-slides.ts'
import { wholeKit } from './whole-kit.ts'

/** One file of the kit, of any kind. */
export interface KitFile extends PlantedFile {
  /** Must stay, with this code: nothing of it is owed. */
  held?: string
  /** The places where the output still says or shows what was planted. */
  leaking(output: Uint8Array): string[]
  /** What is worth keeping and was lost. */
  lost(output: Uint8Array): string[]
  /** How many places were planted. */
  places: number
}

/**
 * Everything that the product de-identifies: the objects of `wholeKit`, those that need a look with real pictures instead of placeholders,
 * documents and models inside of objects, photographs, slides, PDF, CDA, FHIR and NIfTI. Moved dates and pseudonyms are asked for as
 * `P-KIT` and 91 days back give them.
 */
export function productKit(seed: string): KitFile[] {
  const objects = wholeKit(seed, 'ISO_IR 192').filter((object) => !/^(?:look|document)-/.test(object.quarantine ?? ''))
  return [
    ...[...objects, ...plantedPictures(seed), plantedReport(seed)].map(ofObject),
    ...[
      ...plantedEncapsulated(seed),
      ...plantedPhotos(seed),
      ...plantedSlides(seed),
      plantedPdf(seed),
      ...plantedDocuments(seed),
    ].map(ofFile),
  ]
}

function ofObject(object: PlantedObject | PlantedPicture): KitFile {
  const plants = object.plants.filter((plant) => plant.secrets.length > 0)
  const shows = 'shows' in object ? object.shows : undefined
  const { name, bytes, quarantine } = object
  const worth = object.worth.map(({ what, holds }) => ({
    what,
    holds: (output: Uint8Array) => {
      const read = readDataset(output)
      return read.ok && holds(read.dataset)
    },
  }))
  return {
    ...judged({ name, bytes, plants, worth }, shows),
    ...(quarantine ? { held: quarantine } : {}),
  }
}

const ofFile = (file: PlantedFile): KitFile => judged(file, undefined)

function judged(file: PlantedFile, shows: ((output: Uint8Array) => boolean) | undefined): KitFile {
  return {
    ...file,
    leaking: (output) => [
      ...leaks(file.plants, Buffer.concat([output, opened(output)])),
      ...(shows?.(output) ? ['name and number in the picture'] : []),
    ],
    lost: (output) => {
      const plain = fileKind(output) === 'dicom' ? output : opened(output)
      return file.worth.filter((one) => !one.holds(plain)).map((one) => one.what)
    },
    places: file.plants.length + (shows ? 1 : 0),
  }
}
