import { existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { installPackages } from '../install-programs.ts'
import { repository } from '../repository.ts'
import { installRuntime } from '../up/install-runtime.ts'
import { measureBurnedIn, type Tally } from './measure-burned-in.ts'
import type { ProofResult } from './proof.ts'

const count = 200
const seed = 2026
/** Of the pixels that show no text, at most so many may be masked. */
const mostOther = 0.01

/** The fonts of `render-burned-in.py`, which picks from those that are there: with fewer it draws other pictures. */
const fonts = 14
const fontPackages = [
  'fonts-dejavu-core',
  'fonts-dejavu-extra',
  'fonts-liberation',
  'fonts-urw-base35',
  'ttf-bitstream-vera',
]
const fontNames =
  /^(?:DejaVu(?:Sans(?:-Bold|Mono|Condensed)?|Serif)\.ttf|Liberation(?:(?:Sans|Mono|Serif)-Regular|Sans-Bold)\.ttf|(?:NimbusSansNarrow-Regular|NimbusMonoPS-Regular|URWGothic-Book|C059-Roman)\.otf|Vera\.ttf)$/

function fontsThere(): number {
  const folder = '/usr/share/fonts'
  const all = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  return new Set(all.map((path) => basename(path)).filter((name) => fontNames.test(name))).size
}

/** Names and numbers drawn over real pictures by another program: each must be masked, and little else. */
export async function proveBurnedIn(say: (line: string) => void): Promise<ProofResult> {
  const { python } = installRuntime(say)
  if (fontsThere() < fonts) installPackages(fontPackages, say)
  const data = resolve(repository, process.env['CLIC_DATA'] ?? '../shared/data')
  const figures = await measureBurnedIn({ count, seed, data, python }, say)
  const { identifying, otherShare, technicalKept, refused } = figures
  const sorted = [...figures.classes].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  return {
    ok: identifying.found === identifying.of && otherShare <= mostOther && refused <= count * 0.02,
    sentence: `Names and CPR-shaped numbers (capitals from 12 pixels, æ ø å, ${figures.pictures} pictures) are masked where a program that shares nothing with the reader drew them: ${identifying.found} of ${identifying.of}; ${percent(otherShare, 2)} of the pixels are masked beyond them.`,
    sections: [
      {
        title: 'Figures',
        text: [
          `- boxes of names and numbers masked (${percent(0.97)} of the box at least): ${identifying.found} of ${identifying.of}`,
          `- pixels masked beyond text: ${percent(otherShare, 2)} (goal: at most ${percent(mostOther)})`,
          `- technical texts (scales, settings, sides) left to be read: ${technicalKept.found} of ${technicalKept.of}; the others are masked`,
          `- pictures given up (they would go to quarantine): ${refused}`,
          `- processor time a picture, all looks: ${figures.cpuSecondsEach.toFixed(1)} s`,
          ...(existsSync(join(data, 'images'))
            ? []
            : ['- **the pictures of ../shared/data were not there: all backgrounds are drawn**']),
          ...(fontsThere() < fonts
            ? [`- **only ${fontsThere()} of ${fonts} fonts were there, so other pictures were drawn than elsewhere**`]
            : []),
          ...figures.missed.map((line) => `- missed: ${line}`),
        ].join('\n'),
      },
      {
        title: 'By class',
        text: `| class | masked | of |\n|---|---|---|\n${sorted.map(([key, tally]) => row(key, tally)).join('\n')}`,
      },
      {
        title: 'Pixels masked beyond text',
        text: `| background | share |\n|---|---|\n${[...figures.otherByKind].map(([kind, share]) => `| ${kind} | ${percent(share, 2)} |`).join('\n')}`,
      },
      {
        title: 'How',
        text: 'Backgrounds are public pictures (ultrasound, wounds, skin, fundus, chest X-ray) and drawn screens, scaled to 480–1280 pixels. Texts are drawn by Pillow in fourteen fonts, light, dark, coloured, of low contrast, on a bar, on speckle, and turned to both sides; the numbers have impossible dates. A background’s own text counts as pixels beyond the planted texts. Masking runs as it does for DICOM objects: find, mask, look again.',
      },
    ],
  }
}

const row = (key: string, tally: Tally) => `| ${key} | ${tally.found} | ${tally.of} |`
const percent = (share: number, digits = 0) => `${(share * 100).toFixed(digits)} %`
