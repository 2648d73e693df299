import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { type Profile, profileHash } from '@clic/deidentification'
import { longestChecked } from './check-ring.ts'
import { type Crew, openCrew } from './crew.ts'
import type { FileRow } from './file-row.ts'
import type { BesideLong, RewriteBatch } from './file-work.ts'
import { isHelped, longEnough } from './is-helped.ts'
import { type EarlierRows, type ProofFile, termsOfPatients } from './proof-file.ts'
import { type ProofRow, proofRow } from './proof-rows.ts'
import { joinSurvey, type Survey, type SurveyedFile } from './survey-patients.ts'

export interface Run {
  files: readonly string[]
  profile: Profile
  key: Buffer
  /** `programDigest`. */
  program: string
  /** Undefined on a dry run. */
  output: string | undefined
  /** How many threads rewrite, this one included; undefined: this one, and over many images one beside it that reads, searches and writes them. */
  jobs: number | undefined
  /** Rows are added as they come; rows of an interrupted run are taken over. */
  proof: ProofFile | undefined
  told(stage: 'read' | 'done', files: number, bytes: number, allBytes: number): void
  /** A file that an earlier run had finished. */
  keptOne?(): void
  /** For measuring alone: see `WorkerStart`. */
  unchecked?: boolean
  /** Threads that load their code already. */
  threads?: readonly Worker[]
}

/** How many headers and files a thread takes at a time, at most. */
const [surveyBatch, rewriteBatch] = [32, 16]

/** All files, in this thread and `jobs` − 1 beside it; rows in the order of the files. */
export async function runFiles(run: Run): Promise<ProofRow[]> {
  const { profile, key, output, unchecked = false } = run
  const helped = run.jobs === undefined && isHelped(run.files.length, sizeOf(run.files[0]!))
  const jobs = helped ? 2 : Math.min(run.jobs ?? 1, run.files.length)
  // Threads take a tenth of a second to load: those that a long first file needs do so while this one loads and reads headers.
  const beside = jobs === 1 && isLong(run.files[0]!) ? await besideLong(run) : {}
  const crew = openCrew(
    jobs,
    { profile, secret: key, output, unchecked, crowded: jobs > 1 && !helped },
    run.threads,
    beside,
  )
  try {
    const survey = await surveyFiles(run, crew)
    // Loaded for files that are no objects: most runs have none.
    if (survey.patientOf.includes('')) await (await import('./survey-others.ts')).surveyOthers(run.files, survey)
    const shared = helped ? 'alone' : mostlyLong(survey) ? 'rewrite-long' : 'rewrite'
    await crew.share(mostlyPixels(survey) ? 'check' : shared)
    const terms = termsOfPatients(run, survey)
    const earlier = run.proof?.earlier(terms, survey) ?? new Map()
    return await rewriteFiles(run, crew, survey, { terms, earlier })
  } finally {
    await crew.end()
  }
}

/** With several long files each of two processors has one; of one alone several threads have a part. */
async function besideLong({ files, jobs, unchecked = false }: Run): Promise<BesideLong> {
  if (jobs === undefined && files.length > 1 && availableParallelism() > 1)
    return { long: (await import('./long-beside.ts')).longBeside(!unchecked) }
  return { stream: (await import('./stream-beside.ts')).streamBeside(!unchecked) }
}

/**
 * Whether digests and search, which grow with the bytes, take about as long as rewriting, which does not: then one thread for each is faster
 * than two for both, for only one has to warm up.
 */
function mostlyPixels({ plain, sizes }: Survey): boolean {
  const fit = sizes.filter((size, number) => plain[number] && size >= longEnough && size <= longestChecked)
  return fit.length >= 0.9 * sizes.length
}

function isLong(file: string): boolean {
  return sizeOf(file) > longestChecked
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** Whether most files are too long to be held, and take half a second and more each. */
function mostlyLong({ sizes }: Survey): boolean {
  return sizes.filter((size) => size > longestChecked).length > sizes.length / 2
}

async function surveyFiles(run: Run, crew: Crew): Promise<Survey> {
  const surveyed: SurveyedFile[] = []
  const batches = numbers(run.files.length, surveyBatch, run.jobs ?? 1)
  let done = 0
  await crew.read(
    () => {
      const batch = batches.next().value
      return batch && { kind: 'survey', files: batch.map((number) => ({ number, path: run.files[number]! })) }
    },
    (files) => {
      for (const file of files) surveyed[file.number] = file
      done += files.length
      run.told('read', done, 0, 0)
    },
  )
  return joinSurvey(surveyed)
}

async function rewriteFiles(
  run: Run,
  crew: Crew,
  survey: Survey,
  proven: { terms: ReadonlyMap<string, string>; earlier: EarlierRows },
): Promise<ProofRow[]> {
  const rows: ProofRow[] = []
  const batches = batchesOf(run, survey)
  const informed = new Set<number>()
  const last = lastLong(survey)
  const profileSha256 = profileHash(run.profile)
  const allBytes = survey.sizes.reduce((sum, size) => sum + size, 0)
  let [done, bytes] = [0, 0]
  const rowOf = (row: FileRow): ProofRow =>
    row.status === 'kept'
      ? proven.earlier.get(row.number)!.row
      : proofRow(row, { profile: run.profile, profileSha256, terms: proven.terms.get(survey.patientOf[row.number]!)! })
  await crew.rewrite(
    (mate): RewriteBatch | undefined => {
      const batch = batches.next().value
      if (!batch) return undefined
      const first = !informed.has(mate)
      informed.add(mate)
      return {
        kind: 'rewrite',
        files: batch.map((number) => ({ ...jobOf(run, survey, proven.earlier, number), last: number >= last })),
        ...(seriesOf(survey, batch) && run.profile.options.cleanRecognizableVisualFeatures
          ? { series: batch.map((number) => run.files[number]!) }
          : {}),
        ...(first ? { known: survey.known } : {}),
      }
    },
    (finished) => {
      for (const row of finished) {
        rows[row.number] = rowOf(row)
        if (row.status === 'kept') run.keptOne?.()
        bytes += survey.sizes[row.number]!
      }
      run.proof?.add(finished.filter((row) => row.status !== 'kept').map((row) => rows[row.number]!))
      done += finished.length
      run.told('done', done, bytes, allBytes)
    },
  )
  return rows
}

function jobOf(run: Run, survey: Survey, earlier: EarlierRows, number: number) {
  const found = earlier.get(number)
  return {
    number,
    path: run.files[number]!,
    patient: survey.patientOf[number]!,
    repeat: survey.repeats[number]!,
    ...(found ? { earlier: found.earlier } : {}),
    ...(survey.plain[number] && survey.through[number]
      ? { through: { ...survey.through[number], size: survey.sizes[number]! } }
      : {}),
  }
}

/** One long file alone is better shared than given away. */
function lastLong({ sizes, through }: Survey): number {
  return sizes.findLastIndex((size, number) => size > longestChecked && through[number] !== undefined)
}

/**
 * Where faces are removed a series is one batch, for its face is found from all of it. Long files, and those whose pixels or text somebody has to
 * look at, come one by one: what is done is told and noted batch by batch, and each of them takes half a second to minutes.
 */
function* batchesOf(run: Run, survey: Survey): Generator<number[], undefined> {
  if (!run.profile.options.cleanRecognizableVisualFeatures)
    return yield* numbers(
      run.files.length,
      mostlyLong(survey) ? 1 : rewriteBatch,
      run.jobs ?? 1,
      (n) => !survey.plain[n],
    )
  // Broken devices give one UID to the series of several patients.
  const seriesOf = (number: number) => {
    const series = survey.seriesOf[number]!
    return series && `${series} ${survey.patientOf[number]}`
  }
  const groups = Map.groupBy(run.files.keys(), seriesOf)
  for (const [series, files] of groups) if (series !== '') yield files
  const rest = groups.get('') ?? []
  for (let from = 0; from < rest.length; from += rewriteBatch) yield rest.slice(from, from + rewriteBatch)
  return undefined
}

function seriesOf(survey: Survey, batch: readonly number[]): string {
  return survey.seriesOf[batch[0]!] ?? ''
}

/**
 * From 0 to `count`, at most `most` at once; towards the end fewer, so that no thread has much left when the others have none. What stands `alone`
 * is not with others.
 */
function* numbers(
  count: number,
  most: number,
  jobs: number,
  alone: (number: number) => boolean = () => false,
): Generator<number[], undefined> {
  for (let from = 0; from < count; ) {
    const size = Math.min(jobs === 1 ? most : Math.ceil((count - from) / (4 * jobs)), most, count - from)
    let to = from + 1
    while (to < from + size && !alone(from) && !alone(to)) to++
    yield Array.from({ length: to - from }, (_, i) => from + i)
    from = to
  }
}
