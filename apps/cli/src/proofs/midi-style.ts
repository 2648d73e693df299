import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installPrograms } from '../install-programs.ts'
import { repository } from '../repository.ts'
import { installRuntime } from '../up/install-runtime.ts'
import type { ProofResult } from './proof.ts'

/** What `bench/midi-style.ts --json` prints. */
interface MidiResult {
  files: number
  missing: number
  waiting: number
  /** Why each object that is left to a person is. */
  held: string[]
  /** Checks that would be asked of them. */
  askedOfHeld: number
  /** Modality of each file whose bytes changed within compressed frames and whose decoded pixels did not. */
  sameDecoded: string[]
  patients: number
  checks: number
  passed: number
  percent: string
  actions: { action: string; passed: number; all: number }[]
  faults: string[]
}

const wanted = 0.9995

/** Invented patients in real files, de-identified by the command, and each answer of the key checked. */
export async function proveMidiStyle(say: (line: string) => void): Promise<ProofResult> {
  installRuntime(say)
  installPrograms({ dcmj2pnm: 'dcmtk', dcmdjpeg: 'dcmtk', tesseract: 'tesseract-ocr' }, say)
  const script = join(repository, 'bench', 'midi-style.ts')
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  })
  if (!run.stdout.startsWith('{')) throw new Error(run.stderr || 'the scorer ended without a result')
  const result = JSON.parse(run.stdout) as MidiResult
  const strict = result.passed / (result.checks + result.askedOfHeld)
  say(`   ${result.passed} of ${result.checks} checks, ${result.percent}`)
  return {
    ok:
      result.checks > 5000 &&
      result.passed / result.checks >= wanted &&
      result.missing === 0 &&
      strict >= wanted &&
      result.actions.every((one) => one.all > 0),
    sentence: `MIDI-B-style, own key: ${result.passed} of ${result.checks} checks hold (${result.percent}) over ${result.files} files of ${result.patients} invented patients; ${result.held.length} more are left to a person, and counted as missing they make it ${(100 * strict).toFixed(3)} %.`,
    sections: [
      {
        title: 'By action',
        text: `| action | passed | asked |\n|---|---|---|\n${result.actions.map((one) => `| ${one.action} | ${one.passed} | ${one.all} |`).join('\n')}`,
      },
      {
        title: 'Checks that do not hold',
        text: result.faults.length > 0 ? result.faults.map((one) => `- ${one}`).join('\n') : 'None.',
      },
      {
        title: 'Left to a person',
        text:
          result.held.length > 0
            ? `These are held with their reason, and their ${result.askedOfHeld} checks are not among the figures above. The proof holds only when it does with each of them counted as failed:\n\n${result.held.map((one) => `- ${one}`).join('\n')}`
            : 'None.',
      },
      {
        title: 'How the pixels are judged',
        text: [
          'Pillow draws names and numbers over 24 pictures of six kinds, in many fonts, sizes, colours and directions; each is an object of its own with the same headers planted. A box is hidden when dcmtk draws it in one flat value; otherwise tesseract reads it, and no word of it may be found.',
          `\`pixels_retained\` is asked of every other file: the bytes of Pixel Data must be the same. Where they are not, dcmtk decodes the file that went in and the one that came out, and every pixel must be the same: within a compressed frame a comment is blanked, which is no picture. The validator of MIDI-B does not decode. Files judged that way: ${result.sameDecoded.length}${result.sameDecoded.length > 0 ? ` (${result.sameDecoded.join(', ')})` : ''}.`,
        ].join('\n\n'),
      },
      {
        title: 'What this is not',
        text: [
          'No score of MIDI-B: the key is our own, made by planting invented patients into real files. The real key runs by `node bench/midi-style.ts --input IMAGES --answers KEY.db`.',
          'Stricter than the validator of MIDI-B in two things: a file that is missing fails each of its checks, and the dates of one patient must all have moved by the same number of days.',
          `The pixels of ${result.waiting} sample files were looked at by the product, which may blacken what it takes for text: of these all but the pixels is asked.`,
        ].join('\n\n'),
      },
    ],
  }
}
