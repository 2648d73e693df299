import type { PlantedFile } from './planted-documents.ts'
import { jpegFrame } from './planted-frames.ts'
import { type PlantedPerson, plantedPerson } from './planted-person.ts'
import { type BuiltPage, builtTiff } from './tiff-builder.ts'

/** Whole slides of two scanners, with label and macro, and words in the tiles. The tiles' structure is real, their picture is not. */
export function plantedSlides(seed: string): PlantedFile[] {
  const person = plantedPerson(seed)
  return [aperio(person), hamamatsu(person)]
}

const tissue = Buffer.alloc(4096, 'tissue')

function tiled(extra: BuiltPage['fields'], blocks: Buffer[]): BuiltPage {
  return {
    fields: [
      [256, 4, [13_000]],
      [257, 4, [240]],
      [258, 3, [8, 8, 8]],
      [259, 3, [7]],
      [262, 3, [2]],
      [277, 3, [3]],
      [322, 3, [13_008]],
      [323, 3, [240]],
      ...extra,
    ],
    blocks,
  }
}

function stripped(extra: BuiltPage['fields'], picture: Buffer): BuiltPage {
  return {
    fields: [[256, 4, [400]], [257, 4, [400]], [258, 3, [8]], [259, 3, [1]], [262, 3, [1]], [278, 4, [400]], ...extra],
    blocks: [picture],
  }
}

function aperio(person: PlantedPerson): PlantedFile {
  const { family, given, cpr, accession } = person
  const tile = jpegFrame(`${family} ${cpr}`)
  const words = `Aperio Image Library v11.2.1 \r\n46000x32914 [42673,5576 2220x2967] (240x240) JPEG/RGB Q=30|AppMag = 20|StripeWidth = 2040|ScanScope ID = SS1302|Filename = ${family} ${given}|Date = 03/10/25|Time = 09:59:15|User = ${accession}|MPP = 0.4990|Left = 25.69|Title = ${cpr}`
  const label = Buffer.from(`label picture ${family} ${cpr} `.repeat(200), 'latin1')
  const bytes = builtTiff(
    [
      tiled(
        [
          [270, 2, words],
          [306, 2, '2025:03:10 09:59:15'],
          [315, 2, family],
          [347, 7, jpegFrame(`tables ${family}`).bytes],
          [700, 1, Buffer.from(`<x>${family}</x>`, 'latin1')],
          [33432, 2, `© ${family}`],
          [65000, 7, Buffer.from(`private ${cpr}`, 'latin1')],
        ],
        [tile.bytes, tissue],
      ),
      stripped(
        [[270, 2, `Aperio Image Library -> 1024x732 |Filename = ${family}`]],
        Buffer.from(`thumb ${family}`, 'latin1'),
      ),
      stripped(
        [
          [254, 4, [1]],
          [270, 2, `Aperio Image Library\r\nlabel 387x463|${family}`],
        ],
        label,
      ),
      stripped(
        [
          [254, 4, [9]],
          [270, 2, 'Aperio Image Library\r\nmacro 1280x431'],
        ],
        Buffer.from(`macro picture ${family} ${cpr}`, 'latin1'),
      ),
    ],
    `gap ${family} ${cpr}`,
    `after ${family}`,
  )
  return {
    name: 'whole slide (Aperio)',
    bytes,
    plants: [
      { place: 'name', secrets: [family, given] },
      { place: 'CPR number', secrets: [cpr] },
      { place: 'user', secrets: [accession] },
      { place: 'label', secrets: ['label picture'] },
      { place: 'macro', secrets: ['macro picture'] },
      { place: 'scanner', secrets: ['SS1302'] },
      { place: 'date', secrets: ['03/10/25', '2025:03:10', '09:59:15'] },
    ],
    worth: [
      has('size of a pixel', 'MPP = 0.4990'),
      has('magnification', 'AppMag = 20'),
      has('geometry', '46000x32914 [42673,5576 2220x2967] (240x240) JPEG/RGB Q=30'),
      has('moved date', 'Date = 12/09/24'),
      { what: 'tissue', holds: (output) => Buffer.from(output).includes(tissue) },
      {
        what: 'picture of a tile at its length',
        holds: (output) =>
          tile.picture.every(([from, to]) => Buffer.from(output).includes(tile.bytes.subarray(from, to))),
      },
    ],
  }
}

function hamamatsu(person: PlantedPerson): PlantedFile {
  const { family, cpr } = person
  const strip = jpegFrame(`${family} ${cpr}`)
  const level = (lens: number, picture: Buffer): BuiltPage => ({
    fields: [
      [256, 4, [52_000]],
      [257, 4, [47_000]],
      [258, 3, [8, 8, 8]],
      [259, 3, [7]],
      [262, 3, [6]],
      [271, 2, 'Hamamatsu'],
      [277, 3, [3]],
      [278, 4, [47_000]],
      [306, 2, '2025:03:10 09:59:15'],
      [65420, 4, [1]],
      [65421, 11, [lens]],
      [65426, 4, [12, 34, 56, 78, 90]],
      [65427, 2, `${cpr} ${family}`],
      [65442, 2, 'SERIAL771'],
      [65449, 2, `NDP.S/N=SERIAL771\r\nUser=${family}`],
    ],
    blocks: [picture],
  })
  return {
    name: 'whole slide (Hamamatsu)',
    bytes: builtTiff(
      [level(20, strip.bytes), level(5, tissue), level(-1, Buffer.from(`macro picture ${family} ${cpr}`, 'latin1'))],
      `gap ${family}`,
    ),
    plants: [
      { place: 'name', secrets: [family] },
      { place: 'reference', secrets: [cpr] },
      { place: 'macro', secrets: ['macro picture'] },
      { place: 'serial number', secrets: ['SERIAL771'] },
      { place: 'date', secrets: ['2025:03:10'] },
    ],
    worth: [
      { what: 'tissue', holds: (output) => Buffer.from(output).includes(tissue) },
      { what: 'magnification', holds: (output) => Buffer.from(output).includes(Buffer.from([0, 0, 0xa0, 0x41])) },
      {
        what: 'starts of the MCUs',
        holds: (output) => Buffer.from(output).includes(Buffer.from(Uint32Array.of(12, 34, 56, 78, 90).buffer)),
      },
    ],
  }
}

function has(what: string, words: string): PlantedFile['worth'][number] {
  return { what, holds: (output) => Buffer.from(output).toString('latin1').includes(words) }
}
