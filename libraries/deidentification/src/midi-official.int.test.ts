import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { build, readDataset, text, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMissing } from '../testing/foreign-readers.ts'
import type { FileAnswers } from '../testing/midi/answer-key.ts'
import { plantInto } from '../testing/midi/own-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-midi-official-'))
const [input, answers, output] = ['images', 'midi_1_1_answer_data.db', 'result'].map((one) => join(folder, one)) as [
  string,
  string,
  string,
]

interface Result {
  files: number
  missing: number
  checks: number
  passed: number
  actions: { action: string; passed: number; all: number }[]
  faults: string[]
}

function slice(patient: number, i: number, pixels: Buffer, more: Record<string, unknown> = {}) {
  const made = plantInto(
    writeFile(
      build({
        SpecificCharacterSet: 'ISO_IR 192',
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
        SOPInstanceUID: `1.2.208.4711.${patient}.3.${i}`,
        StudyInstanceUID: `1.2.208.4711.${patient}.1`,
        SeriesInstanceUID: `1.2.208.4711.${patient}.2`,
        Modality: 'CT',
        KVP: '120',
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'MONOCHROME2',
        Rows: 8,
        Columns: 8,
        BitsAllocated: 8,
        BitsStored: 8,
        HighBit: 7,
        PixelRepresentation: 0,
        PixelData: pixels,
        ...more,
      }),
    ),
    patient,
    'official',
  )
  if (!made) throw new Error('nothing planted')
  return made
}

/** An ultrasound picture with HH in it, of strokes eight pixels wide. */
function withLetters(): Buffer {
  const pixels = Buffer.alloc(240 * 120, 30)
  const bar = (x: number, y: number, width: number, height: number) => {
    for (let row = y; row < y + height; row++) pixels.fill(235, row * 240 + x, row * 240 + x + width)
  }
  for (const left of [60, 100, 140]) {
    bar(left, 40, 7, 35)
    bar(left + 21, 40, 7, 35)
    bar(left, 54, 28, 7)
  }
  return pixels
}

/**
 * The key as github.com/CBIIT/MIDI_validation_script reads it: `answer_data` in SQLite, a JSON object of answers in each row, each value between
 * angle brackets, and a scope. Written here by other code than that which makes our own keys.
 */
function writeOfficialKey(rows: readonly { scope: string; file: FileAnswers }[]): void {
  const database = new DatabaseSync(answers)
  database.exec(
    'CREATE TABLE answer_data ("index" INTEGER, scope TEXT, Modality TEXT, SOPClassUID TEXT, PatientID TEXT, StudyInstanceUID TEXT, SeriesInstanceUID TEXT, SOPInstanceUID TEXT, AnswerData TEXT)',
  )
  for (const [i, { scope, file }] of rows.entries()) {
    const data = file.answers.map((one, at) => [
      `${1000 * i + at}`,
      {
        tag: one.path,
        tag_ds: one.path,
        tag_name: '<>',
        value: `<${one.value}>`,
        action: `<${one.action}>`,
        action_text: one.actionText === '' ? null : `<${one.actionText}>`,
        answer_category_v2: { prev_cat: 'phi', 'hipaa.z': 'Z', 'dicom.p15': 'X' },
      },
    ])
    database
      .prepare('INSERT INTO answer_data VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        i,
        `<${scope}>`,
        file.modality,
        file.sopClassUid,
        file.patientId,
        file.studyInstanceUid,
        file.seriesInstanceUid,
        scope === 'Instance' ? file.sopInstanceUid : '',
        JSON.stringify(Object.fromEntries(data)),
      )
  }
  database.close()
}

describe.skipIf(isMissing('dcmj2pnm', '--version'))(
  'a key in the form of MIDI-B (skipped when dcmtk is missing)',
  () => {
    let result: Result
    beforeAll(() => {
      mkdirSync(input)
      const planted = [1, 2].flatMap((patient) =>
        [1, 2].map((i) => slice(patient, i, Buffer.alloc(64, 16 * patient + i))),
      )
      const drawn = slice(3, 1, withLetters(), {
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
        Modality: 'US',
        Rows: 120,
        Columns: 240,
      })
      const box = JSON.stringify({ text: 'HHH', top_left: [60, 40], bottom_right: [168, 75] })
      const asked = drawn.key.answers.filter((one) => one.action !== 'pixels_retained')
      drawn.key.answers = [...asked, { action: 'pixels_hidden', path: '', actionText: box, value: '' }]
      for (const [i, one] of [...planted, drawn].entries()) writeFileSync(join(input, `00000${i}.dcm`), one.bytes)
      // What is asked of both files of the second patient alike stands once, for their series.
      const [first, second] = planted.slice(2) as [(typeof planted)[0], (typeof planted)[0]]
      const both = first.key.answers.filter((one) =>
        second.key.answers.some((other) => JSON.stringify(other) === JSON.stringify(one)),
      )
      const alone = (file: FileAnswers) => ({
        ...file,
        answers: file.answers.filter((one) => !both.some((other) => JSON.stringify(other) === JSON.stringify(one))),
      })
      writeOfficialKey([
        ...planted.slice(0, 2).map(({ key }) => ({ scope: 'Instance', file: key })),
        ...[first, second, drawn].map(({ key }) => ({ scope: 'Instance', file: key === drawn.key ? key : alone(key) })),
        { scope: 'Series', file: { ...first.key, answers: both } },
      ])
      const run = execFileSync(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          'bench/midi-style.ts',
          ...['--input', input, '--answers', answers, '--output', output, '--json'],
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      )
      result = JSON.parse(run) as Result
    }, 240_000)
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    it('is scored over the images that the command wrote, in all ten actions', () => {
      expect(result.faults).toEqual([])
      expect(result).toMatchObject({ files: 5, missing: 0, passed: result.checks })
      expect(result.actions.filter((one) => one.all === 0)).toEqual([])
      // Each check of the series is asked of both its files.
      expect(result.checks).toBeGreaterThan(500)
    })

    it('asks for letters in pixels, which are black in what the command wrote', () => {
      const files = readdirSync(join(output, 'images'), { recursive: true, encoding: 'utf8' })
      const pictures = files
        .filter((name) => name.endsWith('.dcm'))
        .map((name) => readDataset(readFileSync(join(output, 'images', name))))
        .flatMap((read) => (read.ok && text(read.dataset, 0x00080060) === 'US' ? [read.dataset] : []))
      expect(pictures).toHaveLength(1)
      const pixels = pictures[0]!.get(0x7fe00010)!.bytes!
      const bright = (from: Uint8Array) => from.filter((value) => value > 200).length
      expect([bright(withLetters()) > 1000, bright(pixels)]).toEqual([true, 0])
    })

    it('gets the two tables of old and new that the official validator takes', () => {
      const rows = (name: string) =>
        readFileSync(join(output, name), 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.split(','))
      const [uids, patients] = [rows('uid_mapping.csv'), rows('patid_mapping.csv')]
      for (const table of [uids, patients]) {
        expect(table[0]).toEqual(['id_old', 'id_new'])
        expect(table.every((row) => row.length === 2 && row[1] !== '' && row[0] !== row[1])).toBe(true)
      }
      expect(patients).toHaveLength(4)
      const dump = spawnSync('dcmdump', ['+sd', '+r', '+P', '0008,0018', join(output, 'images')], { encoding: 'utf8' })
      const written = [...dump.stdout.matchAll(/\[([\d.]+)\]/g)].map((found) => found[1])
      expect(written).toHaveLength(5)
      expect(written.every((uid) => uids.some((row) => row[1] === uid))).toBe(true)
    })
  },
)
