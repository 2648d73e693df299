/**
 * De-identification scored by the ten actions of the MIDI-B challenge, with a key of our own: an invented patient is planted into real
 * files of CLIC_DATA, `clic deidentify` runs over them, and each answer of the key is checked. This is MIDI-B-style with our own key; it is
 * no score of MIDI-B.
 *
 *     node bench/midi-style.ts [--json] [--faults]
 *
 * The real key runs as well, where its images and its key are at hand (table `answer_data` in SQLite):
 *
 *     node bench/midi-style.ts --input IMAGES --answers KEY.db [--output FOLDER]
 *
 * FOLDER then holds the de-identified images and `uid_mapping.csv` and `patid_mapping.csv` (id_old, id_new), which the official validator
 * (github.com/CBIIT/MIDI_validation_script) takes. Its own code counted the same over the five images of `midi-official.int.test.ts`: 550
 * of 550 checks in ten actions (commit e61c8ea; its OCR and its list of words, which it fetches when it starts, replaced by tesseract and ours).
 * It knows rows for a series, and counts them as missing files unless they name an instance; here each of the series' files is asked. Stricter than that validator: a missing file fails all its checks, and the dates of a
 * patient must have moved by one number of days. `pixels_hidden` holds when dcmtk draws the box in one flat value; otherwise tesseract reads
the box, when it is installed, and else it fails. Our own key asks it of objects over which Pillow has drawn names and numbers.
 * `pixels_retained` holds when the bytes are the same, or, under our own key, when dcmtk decodes both files to the same pixels.
 * What the product holds for a person (most of the picture would be black) is told apart, with its reason, and asked nothing.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { basicProfile, deidentifyParts, nobody, prepareSweep, replaceUid } from '@clic/deidentification'
import { openKey, subjectOf } from '../apps/cli/src/deidentify/key-file.ts'
import {
  actions,
  answersByFile,
  type FileAnswers,
  type Instance,
  readAnswerKey,
  writeAnswerKey,
} from '../libraries/deidentification/testing/midi/answer-key.ts'
import { burnedInFiles, withoutPixels } from '../libraries/deidentification/testing/midi/burned-in.ts'
import { type FileValues, fileValues } from '../libraries/deidentification/testing/midi/file-values.ts'
import { type PlantedFile, plantInto } from '../libraries/deidentification/testing/midi/own-key.ts'
import { byAction, scoreFiles } from '../libraries/deidentification/testing/midi/score-files.ts'

/** Programs that may or may not be on the path. */
const [drawer, textReader, unpacker] = ['dcmj2pnm', 'tesseract', 'dcmdjpeg'] as const
const here = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    input: { type: 'string' },
    answers: { type: 'string' },
    output: { type: 'string' },
    json: { type: 'boolean', default: false },
    faults: { type: 'boolean', default: false },
  },
})

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** How many objects get names and numbers drawn into their pictures. */
const rendered = 24

/** Our own key: planted files in a folder, the key beside it. `waiting`: files whose pixels are looked at, so that they may change. */
function ownKey(scratch: string): { input: string; answers: string; waiting: number } {
  const data = join(process.env['CLIC_DATA'] ?? join(here, '../shared/data'), 'dicom')
  if (!existsSync(data)) throw new Error('There are no sample files: set CLIC_DATA.')
  const terms = {
    profile: basicProfile(),
    subject: { pseudonym: 'P', dateShiftDays: 0, uidKey: new Uint8Array(32) },
    sweep: prepareSweep(nobody()),
  }
  const input = join(scratch, 'input')
  mkdirSync(input)
  const planted: PlantedFile[] = []
  let waiting = 0
  for (const [i, path] of filesUnder(data)
    .filter((one) => one.endsWith('.dcm'))
    .entries()) {
    const original = readFileSync(path)
    const tried = deidentifyParts(original, terms)
    const looked = tried.status !== 'released' && tried.code.startsWith('look-')
    if (tried.status !== 'released' && !looked) continue
    const made = plantInto(original, i % 7, 'midi style')
    if (!made || planted.some((one) => one.key.sopInstanceUid === made.key.sopInstanceUid)) continue
    if (looked) waiting++
    writeFileSync(join(input, `${i}.dcm`), made.bytes)
    planted.push(looked ? withoutPixels(made) : made)
  }
  const pictures = join(scratch, 'pictures')
  mkdirSync(pictures)
  const python = join(here, '.clic/runtime/venv/bin/python')
  if (!existsSync(python))
    throw new Error('The Python of the runtime is missing: ./clic prove midi-style and ./clic up make it.')
  for (const [i, made] of burnedInFiles(python, join(data, '..'), pictures, rendered).entries()) {
    writeFileSync(join(input, `drawn ${i}.dcm`), made.bytes)
    planted.push(made)
  }
  const answers = join(scratch, 'answers.db')
  writeAnswerKey(
    answers,
    planted.map((one) => one.key),
  )
  return { input, answers, waiting }
}

/** The UIDs of the images as they were, by the SHA-256 of the file. */
function instancesIn(folder: string): Map<string, Instance> {
  const found = new Map<string, Instance>()
  for (const path of filesUnder(folder)) {
    const bytes = readFileSync(path)
    const values = fileValues(bytes)?.values
    if (!values) continue
    const uid = (tag: string) => (values.get(tag) ?? '').replace(/^<|>$/g, '')
    found.set(createHash('sha256').update(bytes).digest('hex'), {
      sopInstanceUid: uid('<(0008,0018)>'),
      seriesInstanceUid: uid('<(0020,000e)>'),
      studyInstanceUid: uid('<(0020,000d)>'),
    })
  }
  return found
}

/** Objects that the product leaves to a person, by their old UID, with the reason. */
function heldForPerson(proof: string, instances: ReadonlyMap<string, Instance>): Map<string, string> {
  const rows = readFileSync(proof, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { code?: string; reason?: string; input_sha256?: string })
  return new Map(
    rows
      .filter((row) => row.code?.startsWith('pixels-mostly-'))
      .map((row) => [instances.get(row.input_sha256 ?? '')?.sopInstanceUid ?? '', row.reason ?? '']),
  )
}

/** Old to new UIDs and patient numbers, as the command gives them; written for the official validator. */
function mappings(
  key: readonly FileAnswers[],
  instances: readonly Instance[],
  keyFile: string,
  outputs: ReadonlyMap<string, FileValues>,
  folder: string,
) {
  const { uidKey } = subjectOf(openKey(keyFile).secret, '')
  const old = new Set([
    ...instances.flatMap((one) => [one.sopInstanceUid, one.seriesInstanceUid, one.studyInstanceUid]),
    ...key.flatMap((file) => [
      file.sopInstanceUid,
      file.seriesInstanceUid,
      file.studyInstanceUid,
      ...file.answers.filter((one) => one.action.startsWith('uid_')).map((one) => one.value),
    ]),
  ])
  const uids = new Map(Array.from(old, (uid) => [uid, replaceUid(uidKey, uid)]))
  const patientIds = new Map<string, string>()
  for (const file of key) {
    const found = outputs.get(uids.get(file.sopInstanceUid) ?? '')?.values.get('<(0010,0020)>')
    if (found && !patientIds.has(file.patientId)) patientIds.set(file.patientId, found.replace(/^<|>$/g, ''))
  }
  const csv = (map: ReadonlyMap<string, string>) =>
    `id_old,id_new\n${Array.from(map, (row) => `${row.join(',')}\n`).join('')}`
  writeFileSync(join(folder, 'uid_mapping.csv'), csv(uids))
  writeFileSync(join(folder, 'patid_mapping.csv'), csv(patientIds))
  return { uids, patientIds }
}

/** Looks at a box of an output: one flat value shows nothing; else tesseract reads it. What cannot be drawn or read counts as shown. */
function readsText(paths: ReadonlyMap<string, string>, uids: ReadonlyMap<string, string>, scratch: string) {
  return (
    file: FileAnswers,
    box: { topLeft: [number, number]; bottomRight: [number, number]; text: string },
  ): boolean => {
    const path = paths.get(uids.get(file.sopInstanceUid) ?? '')
    return path === undefined || showsWords(path, box, scratch)
  }
}

function showsWords(
  path: string,
  box: { topLeft: [number, number]; bottomRight: [number, number]; text: string },
  scratch: string,
): boolean {
  const picture = join(scratch, 'box')
  const [x, y] = box.topLeft.map(Math.round) as [number, number]
  const [width, height] = [Math.round(box.bottomRight[0]) - x, Math.round(box.bottomRight[1]) - y]
  const draw = (as: string, to: string) =>
    spawnSync(drawer, [as, '+Wm', '+C', String(x), String(y), String(width), String(height), path, to]).status === 0
  if (!draw('+op', `${picture}.pnm`)) return true
  if (isFlat(readFileSync(`${picture}.pnm`))) return false
  if (!draw('+on', `${picture}.png`)) return true
  const read = spawnSync(textReader, [`${picture}.png`, '-', '--psm', '6'], { encoding: 'utf8' })
  if (read.status !== 0) return true
  const seen = read.stdout.toLowerCase()
  return (box.text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).some((word) => seen.includes(word))
}

/**
 * Whether input and output of a file decode to the same pixels by dcmtk: within a compressed frame bytes may change that are no picture
 * (a comment is blanked). What dcmtk does not decode has changed. `seen` takes the modality of each that is the same.
 */
function decodesTheSame(
  input: string,
  paths: ReadonlyMap<string, string>,
  uids: ReadonlyMap<string, string>,
  scratch: string,
  seen: string[],
) {
  const decoded = (path: string): string => {
    const plain = join(scratch, 'decoded.dcm')
    if (spawnSync(unpacker, [path, plain]).status !== 0) return ''
    return fileValues(readFileSync(plain))?.pixelDigest ?? ''
  }
  return (file: FileAnswers): boolean => {
    const before = filesUnder(input).find(
      (path) => fileValues(readFileSync(path))?.sopInstanceUid === file.sopInstanceUid,
    )
    const after = paths.get(uids.get(file.sopInstanceUid) ?? '')
    if (before === undefined || after === undefined) return false
    const pixels = decoded(before)
    const same = pixels !== '' && decoded(after) === pixels
    if (same) seen.push(file.modality)
    return same
  }
}

/** A binary PGM or PPM whose pixels are all the same. */
function isFlat(file: Buffer): boolean {
  const head = /^P([56])\s(?:#[^\n]*\n)*\d+\s+\d+\s+\d+\s/.exec(file.subarray(0, 200).toString('latin1'))
  if (!head) return false
  const channels = head[1] === '6' ? 3 : 1
  const pixels = file.subarray(head[0].length)
  return pixels.length > 0 && pixels.every((value, i) => value === pixels[i % channels])
}

const scratch = mkdtempSync(join(tmpdir(), 'clic-midi-'))
try {
  const own = values.answers === undefined
  const given = own ? ownKey(scratch) : { input: values.input ?? '', answers: values.answers ?? '', waiting: 0 }
  const output = values.output ?? join(scratch, 'output')
  const keyFile = join(values.output ?? scratch, 'key.json')
  const proof = join(scratch, 'proof.jsonl')
  mkdirSync(output, { recursive: true })
  if (own) writeFileSync(keyFile, JSON.stringify({ version: 1, key: '7'.repeat(64) }))
  const run = spawnSync(
    process.execPath,
    [
      join(here, 'apps/cli/src/main.ts'),
      'deidentify',
      given.input,
      join(output, 'images'),
      ...['--key', keyFile, '--proof', proof],
    ],
    { encoding: 'utf8' },
  )
  if (run.error) throw run.error
  const instances = instancesIn(given.input)
  const all = answersByFile(readAnswerKey(given.answers), [...instances.values()])
  // A key that is given asks all: what a person would have released is missing.
  const held = own ? heldForPerson(proof, instances) : new Map<string, string>()
  const key = all.filter((file) => !held.has(file.sopInstanceUid))
  const outputs = new Map<string, FileValues>()
  const paths = new Map<string, string>()
  for (const path of filesUnder(output).filter((one) => one.endsWith('.dcm') || !basename(one).includes('.'))) {
    const file = fileValues(readFileSync(path))
    if (!file) continue
    outputs.set(file.sopInstanceUid, file)
    paths.set(file.sopInstanceUid, path)
  }
  const mapped = mappings(key, [...instances.values()], keyFile, outputs, output)
  const sameDecoded: string[] = []
  // The validator of MIDI-B asks for the same bytes, and a key that is given does too.
  const samePicture = own ? decodesTheSame(given.input, paths, mapped.uids, scratch, sameDecoded) : undefined
  const checks = scoreFiles(key, outputs, mapped, readsText(paths, mapped.uids, scratch), samePicture)
  const failed = checks.filter((one) => !one.passed)
  const percent = (passed: number, all: number) =>
    all === 0 ? '–' : `${(Math.floor((passed / all) * 100_000) / 1000).toFixed(3)} %`
  const result = {
    name: own ? 'MIDI-B-style, own key' : 'with the key given',
    files: key.length,
    missing: key.filter((file) => !outputs.has(mapped.uids.get(file.sopInstanceUid) ?? '')).length,
    waiting: given.waiting,
    held: [...held.values()],
    sameDecoded,
    askedOfHeld: all
      .filter((file) => held.has(file.sopInstanceUid))
      .reduce((sum, file) => sum + file.answers.length, 0),
    patients: new Set(key.map((file) => file.patientId)).size,
    checks: checks.length,
    passed: checks.length - failed.length,
    percent: percent(checks.length - failed.length, checks.length),
    actions: actions.map(
      (action) => byAction(checks).find((one) => one.action === action) ?? { action, passed: 0, all: 0 },
    ),
    faults: failed.map((one) => `${one.action} ${one.path} ${one.file.modality}: ${one.reason}`),
  }
  if (values.json) console.log(JSON.stringify(result))
  else {
    console.log(
      `${result.name}: ${result.passed} of ${result.checks} checks, ${result.percent}; ${result.files} files of ${result.patients} patients, ${result.missing} missing, ${result.held.length} held for a person; the pixels of ${result.waiting} sample files were looked at`,
    )
    for (const { action, passed, all } of result.actions)
      console.log(
        `   ${action.padEnd(17)} ${String(passed).padStart(6)} of ${String(all).padStart(6)}  ${percent(passed, all)}`,
      )
  }
  if (values.faults) for (const one of result.faults) console.log(`   ${one}`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
