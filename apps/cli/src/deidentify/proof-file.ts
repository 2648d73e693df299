import { createHmac } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { type Profile, profileHash } from '@clic/deidentification'
import { CommandError } from '../command-error.ts'
import type { EarlierRow } from './finished-before.ts'
import { isReleasedRow, type ProofRow } from './proof-rows.ts'
import type { Survey } from './survey-patients.ts'

/** What an interrupted run finished, by the file's number in the list. */
export type EarlierRows = ReadonlyMap<number, { row: ProofRow; earlier: EarlierRow }>

export interface ProofFile {
  /** Rows that were made under the same terms from files of the same place in the list; whether they still hold is asked file by file. */
  earlier(terms: ReadonlyMap<string, string>, survey: Survey): EarlierRows
  add(rows: readonly ProofRow[]): void
  /** All rows in order take the file's place at once. */
  finish(rows: readonly ProofRow[]): void
}

/**
 * Opens a proof to go on with. A last line that was cut off is taken away. Throws `CommandError` for a file that is no proof, and, when
 * asked for its rows, for the proof of another run: it is not written over. `fresh`: a dry run, which finishes nothing.
 */
export function openProof(path: string, options: { fresh: boolean }): ProofFile {
  const before = existsSync(path) ? readRows(path) : []
  let handle: number | undefined
  return {
    earlier(terms, survey) {
      const now = new Set(terms.values())
      if (before.length > 0 && !before.some((row) => typeof row.terms === 'string' && now.has(row.terms)))
        throw new CommandError(
          `${path} holds the proof of another run (other files, key, profile or version). Give another file for this one, or take that one away.`,
        )
      const found = new Map<number, { row: ProofRow; earlier: EarlierRow }>()
      if (options.fresh) return found
      for (const row of before) {
        const number = row.input - 1
        if (!isReleasedRow(row) || row.terms !== terms.get(survey.patientOf[number] ?? '')) continue
        const { output, input_sha256: inputSha256, output_sha256: outputSha256 } = row
        found.set(number, { row, earlier: { output, inputSha256, outputSha256 } })
      }
      return found
    },
    add(rows) {
      if (rows.length === 0 || options.fresh) return
      handle ??= openSync(path, 'a')
      writeSync(handle, text(rows))
    },
    finish(rows) {
      if (handle !== undefined) closeSync(handle)
      writeFileSync(`${path}.part`, text(rows))
      renameSync(`${path}.part`, path)
    },
  }
}

function text(rows: readonly ProofRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

function readRows(path: string): ProofRow[] {
  const bytes = readFileSync(path)
  const whole = bytes.lastIndexOf(0x0a) + 1
  const lines = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1)
  const rows = lines.map((line) => {
    const row = parsed(line)
    if (row === undefined) throw new CommandError(`${path} is no proof of this command: give another file.`)
    return row
  })
  if (
    whole === 0 &&
    bytes.length > 0 &&
    !bytes.subarray(0, 9).equals(Buffer.from('{"input":').subarray(0, bytes.length))
  )
    throw new CommandError(`${path} is no proof of this command: give another file.`)
  if (whole < bytes.length) truncateSync(path, whole)
  return rows
}

function parsed(line: string): ProofRow | undefined {
  try {
    const row: unknown = JSON.parse(line)
    const known = typeof row === 'object' && row !== null && 'input' in row && 'status' in row
    return known && Number.isInteger(row.input) ? (row as ProofRow) : undefined
  } catch {
    return undefined
  }
}

/**
 * By patient, a digest over all that decides on the bytes of an output beside the input: key, profile, program, and what is known of the
 * patient. Keyed, since what is known of a patient could be guessed from a plain one. The same terms and input give the same output.
 */
export function termsOfPatients(
  { key, profile, program }: { key: Buffer; profile: Profile; program: string },
  survey: Survey,
): ReadonlyMap<string, string> {
  const files = profile.options.cleanRecognizableVisualFeatures
    ? Map.groupBy(survey.patientOf.keys(), (number) => survey.patientOf[number]!)
    : undefined
  // Where a face lies is found from all objects of a series.
  const series = (patient: string) =>
    files ? [(files.get(patient) ?? []).map((number) => [survey.seriesOf[number], survey.sizes[number]])] : []
  const digest = (patient: string) =>
    createHmac('sha256', key)
      .update(
        JSON.stringify([
          'terms',
          program,
          profileHash(profile),
          patient,
          survey.known.get(patient) ?? null,
          ...series(patient),
        ]),
      )
      .digest('hex')
  return new Map([...new Set(survey.patientOf)].map((patient) => [patient, digest(patient)]))
}
