import { DatabaseSync } from 'node:sqlite'

export const actions = [
  'tag_retained',
  'text_notnull',
  'text_retained',
  'text_removed',
  'date_shifted',
  'uid_changed',
  'uid_consistent',
  'patid_consistent',
  'pixels_hidden',
  'pixels_retained',
] as const

export type MidiAction = (typeof actions)[number]

export interface Answer {
  action: MidiAction
  /** Path of the element; '' for the pixel actions. */
  path: string
  /** What must stay or go: a text, a digest, or for `pixels_hidden` the JSON of a box and its text. */
  actionText: string
  /** The value as it was. */
  value: string
}

/** All that is asked of one file. */
export interface FileAnswers {
  patientId: string
  studyInstanceUid: string
  seriesInstanceUid: string
  sopInstanceUid: string
  modality: string
  sopClassUid: string
  answers: Answer[]
}

/** One row of a key: asked of one file, or of each file of a series or a study. */
export interface KeyRow extends FileAnswers {
  scope: 'Instance' | 'Series' | 'Study'
}

/** One file as it was. */
export interface Instance {
  sopInstanceUid: string
  seriesInstanceUid: string
  studyInstanceUid: string
}

const columns = ['PatientID', 'StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID', 'Modality', 'SOPClassUID']

/** Writes an answer key as MIDI-B has it: SQLite, table `answer_data`, a JSON object of answers in each row. */
export function writeAnswerKey(path: string, files: readonly FileAnswers[]): void {
  const database = new DatabaseSync(path)
  database.exec(`CREATE TABLE answer_data (${columns.map((name) => `${name} TEXT`).join(', ')}, AnswerData TEXT)`)
  const insert = database.prepare(`INSERT INTO answer_data VALUES (${'?, '.repeat(columns.length)}?)`)
  database.exec('BEGIN')
  for (const file of files) {
    const answers = Object.fromEntries(
      file.answers.map((one, i) => [
        i,
        {
          action: `<${one.action}>`,
          action_text: `<${one.actionText}>`,
          // The validator of MIDI-B tells its figures by these.
          answer_category_v2: { prev_cat: one.action, hipaa: { z: '', m: '' }, dicom: { p15: '', iod: '', safe: '' } },
          tag: one.path,
          tag_ds: one.path,
          tag_name: '',
          value: `<${one.value}>`,
        },
      ]),
    )
    insert.run(
      file.patientId,
      file.studyInstanceUid,
      file.seriesInstanceUid,
      file.sopInstanceUid,
      file.modality,
      file.sopClassUid,
      JSON.stringify(answers),
    )
  }
  database.exec('COMMIT')
  database.close()
}

/** Reads an answer key: our own, or the one of MIDI-B that comes with its images. Throws when it is none. */
export function readAnswerKey(path: string): KeyRow[] {
  const database = new DatabaseSync(path, { readOnly: true })
  const rows = database.prepare('SELECT * FROM answer_data').all() as Record<string, unknown>[]
  database.close()
  return rows.map((row) => {
    const said = (name: string) => String(row[name] ?? '').replace(/^<|>$/g, '')
    const scopes: Record<string, KeyRow['scope']> = { '': 'Instance', Instance: 'Instance', Series: 'Series' }
    const answers = Object.values(JSON.parse(String(row['AnswerData'])) as Record<string, Record<string, unknown>>)
    return {
      // Patient and study alike are asked of the files of the row's study.
      scope: scopes[said('scope')] ?? 'Study',
      patientId: said('PatientID'),
      studyInstanceUid: said('StudyInstanceUID'),
      seriesInstanceUid: said('SeriesInstanceUID'),
      sopInstanceUid: said('SOPInstanceUID'),
      modality: said('Modality'),
      sopClassUid: said('SOPClassUID'),
      answers: answers.map((one) => {
        const of = (key: string) => String(one[key] ?? '')
        const action = of('action').replace(/[<>]/g, '') as MidiAction
        if (!actions.includes(action)) throw new Error(`the key asks for ${action}, which is none of the ten actions`)
        const bare = (text: string) => text.replace(/^<|>$/g, '')
        return { action, path: of('tag_ds'), actionText: bare(of('action_text')), value: bare(of('value')) }
      }),
    }
  })
}

/** The rows of a key, file by file: those of a series or a study are asked of each of its instances. */
export function answersByFile(rows: readonly KeyRow[], instances: readonly Instance[]): FileAnswers[] {
  const files = new Map<string, FileAnswers>()
  for (const { scope, ...row } of rows) {
    const of =
      scope === 'Instance'
        ? [row]
        : instances.filter((one) =>
            scope === 'Series'
              ? one.seriesInstanceUid === row.seriesInstanceUid
              : one.studyInstanceUid === row.studyInstanceUid,
          )
    for (const one of of) {
      const file = files.get(one.sopInstanceUid)
      if (file) file.answers.push(...row.answers)
      else files.set(one.sopInstanceUid, { ...row, ...plainInstance(one), answers: [...row.answers] })
    }
  }
  return [...files.values()]
}

function plainInstance({ sopInstanceUid, seriesInstanceUid, studyInstanceUid }: Instance): Instance {
  return { sopInstanceUid, seriesInstanceUid, studyInstanceUid }
}
