import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, writeFile } from '@clic/dicom'
import { type PlantedFile, plantInto } from './own-key.ts'

/** What render-burned-in.py writes beside each picture. */
interface Rendered {
  kind: string
  width: number
  height: number
  channels: 1 | 3
  texts: { what: string; words: string; box: { x: number; y: number; width: number; height: number } }[]
}

/** SOP class by the end of its UID, and modality, by the kind of the background. */
const objects: Record<string, [sopClass: string, modality: string]> = {
  ultrasound: ['6.1', 'US'],
  photograph: ['77.1.4', 'XC'],
  skin: ['77.1.4', 'XC'],
  fundus: ['77.1.5.1', 'OP'],
  'x-ray': ['1', 'CR'],
  capture: ['7', 'OT'],
}

/**
 * Objects over which another program (Pillow) has drawn names and numbers; each must be hidden. Their pixels are not asked to be retained.
 * `data`: the folder with `images/` for backgrounds; `scratch`: an empty folder.
 */
export function burnedInFiles(python: string, data: string, scratch: string, count: number): PlantedFile[] {
  const script = join(import.meta.dirname, '../../../../apps/cli/src/proofs/render-burned-in.py')
  const run = spawnSync(python, [script, data, scratch, String(count), '11'], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr || 'the pictures were not rendered')
  return readdirSync(scratch)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name, i) => {
      const picture = JSON.parse(readFileSync(join(scratch, name), 'utf8')) as Rendered
      return objectOf(picture, readFileSync(join(scratch, name.replace('.json', '.raw'))), i)
    })
}

function objectOf(picture: Rendered, pixels: Buffer, i: number): PlantedFile {
  const [sopClass, modality] = objects[picture.kind]!
  const bare = writeFile(
    build({
      SpecificCharacterSet: 'ISO_IR 192',
      SOPClassUID: `1.2.840.10008.5.1.4.1.1.${sopClass}`,
      SOPInstanceUID: `1.2.208.4711.301.${i}`,
      StudyInstanceUID: '1.2.208.4711.302',
      SeriesInstanceUID: `1.2.208.4711.303.${i}`,
      Modality: modality,
      BurnedInAnnotation: 'YES',
      SamplesPerPixel: picture.channels,
      PhotometricInterpretation: picture.channels === 3 ? 'RGB' : 'MONOCHROME2',
      ...(picture.channels === 3 ? { PlanarConfiguration: 0 } : {}),
      Rows: picture.height,
      Columns: picture.width,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      PixelData: pixels,
    }),
  )
  const made = plantInto(bare, i % 7, 'midi style')
  if (!made) throw new Error('an object of our own does not read')
  const hidden = picture.texts
    .filter((text) => text.what !== 'technical')
    .map(({ words, box }) => ({
      action: 'pixels_hidden' as const,
      path: '',
      actionText: JSON.stringify({
        text: words,
        top_left: [box.x, box.y],
        bottom_right: [box.x + box.width, box.y + box.height],
      }),
      value: '',
    }))
  return { ...made, key: { ...made.key, answers: [...withoutPixels(made).key.answers, ...hidden] } }
}

/** The same questions, but none that pixels which are masked cannot answer. */
export function withoutPixels(file: PlantedFile): PlantedFile {
  const answers = file.key.answers.filter(
    // Burned In Annotation says NO after masking, and colours that are coded anew may be coded as others.
    (one) =>
      one.action !== 'pixels_retained' &&
      one.path !== '<(0028,0301)>' &&
      !(one.action === 'text_retained' && one.path === '<(0028,0004)>'),
  )
  return { ...file, key: { ...file.key, answers } }
}
