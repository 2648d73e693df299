import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { basicProfile, type Profile, readProfile, researchProfile } from '@clic/deidentification'
import { CommandError } from './command-error.ts'
import { defaultKeyFile, openKey } from './deidentify/key-file.ts'
import { isInside, listFiles } from './deidentify/list-files.ts'
import { codeOf, makeFolder } from './deidentify/make-folder.ts'
import { progressLine } from './deidentify/progress.ts'
import { openProof } from './deidentify/proof-file.ts'
import { runFiles } from './deidentify/run-files.ts'
import { summary } from './deidentify/summary.ts'
import { fromCaller, readOptions } from './options.ts'

const spec = {
  profile: { type: 'string' },
  jobs: { type: 'string' },
  proof: { type: 'path' },
  key: { type: 'path' },
  'dry-run': { type: 'boolean', default: false },
} as const

/**
 * `clic deidentify IN OUT [--profile NAME|FILE] [--jobs N] [--proof FILE] [--key FILE] [--dry-run]`. The input is never changed. Files
 * are released or quarantined, each with a row of proof. Without `--jobs` one thread rewrites, and over many images another reads, searches and writes them. With the proof of an interrupted run, what it finished is not done again. Exit
 * code 0 only when none failed.
 */
export async function deidentifyCommand(
  args: string[],
  given: { program: string; unchecked?: boolean; threads?: readonly Worker[] },
): Promise<number> {
  const { values, rest } = readOptions('deidentify', args, spec, 2)
  const dry = values['dry-run']
  const [input, output] = rest.map(fromCaller)
  if (!input || (!output && !dry))
    throw new CommandError(
      'Give the folder or file and where to write: ./clic deidentify IN OUT [--profile research|basic|FILE] [--jobs N] [--proof FILE] [--key FILE] [--dry-run].',
    )
  if (rest.length > 2) throw new CommandError('Give one input and one output: ./clic deidentify IN OUT.')
  if (!existsSync(input)) throw new CommandError(`There is no file or folder ${input}.`)
  if (output && !dry) checkOutput(input, output)
  for (const written of [values.proof, values.key])
    if (written && statSync(input).isDirectory() && isInside(written, input))
      throw new CommandError(`${written} lies inside the input folder, which is never changed. Give another place.`)
  const jobs = jobsOption(values.jobs)
  const profile = profileOption(values.profile)
  const files = listFiles(input)
  if (files.length === 0) throw new CommandError(`${input} holds no files.`)
  const key = openKey(values.key ?? defaultKeyFile())
  if (key.created)
    process.stderr.write(`A new key was made: ${key.path}. Keep it: without it, later runs give other pseudonyms.\n`)
  const progress = progressLine(files.length)
  if (output && !dry) prepareOutput(output)
  const proof = values.proof ? openProof(values.proof, { fresh: dry }) : undefined
  let [bytes, kept] = [0, 0]
  const rows = await runFiles({
    files,
    profile,
    key: key.secret,
    ...given,
    output: dry ? undefined : output,
    jobs,
    proof,
    told: (stage, done, doneBytes, allBytes) => {
      bytes = doneBytes
      progress.tell(stage, done, doneBytes, allBytes)
    },
    keptOne: () => kept++,
  })
  progress.end()
  proof?.finish(rows)
  process.stdout.write(summary(rows, { seconds: progress.seconds(), bytes, dry, kept }))
  return rows.some((row) => row.status === 'failed') ? 1 : 0
}

/** Makes the folder, sees that it takes a file, and clears away what an interrupted run had begun to write and not looked through. */
function prepareOutput(output: string): void {
  makeFolder(output)
  const probe = join(output, `${randomBytes(12).toString('hex')}.part`)
  try {
    writeFileSync(probe, '')
  } catch (error) {
    throw new CommandError(`Nothing can be written into ${output} (${codeOf(error)}). Give another folder to write to.`)
  }
  for (const name of readdirSync(output)) if (/^[0-9a-f]{24}\.part$/.test(name)) rmSync(join(output, name))
}

function checkOutput(input: string, output: string): void {
  if (existsSync(output) && !statSync(output).isDirectory())
    throw new CommandError(`${output} is a file; give a folder to write to.`)
  if (statSync(input).isDirectory() && isInside(output, input))
    throw new CommandError(
      'The output folder lies inside the input folder. Give one outside, so that the input is never changed.',
    )
  if (isInside(input, output))
    throw new CommandError('The input lies inside the output folder. Give another output folder.')
}

function jobsOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 64)
    throw new CommandError(
      `--jobs takes a number from 1 to 64, not “${text}”; this machine has ${availableParallelism()} processors.`,
    )
  return value
}

function profileOption(text: string | undefined): Profile {
  if (text === undefined || text === 'research') return researchProfile()
  if (text === 'basic') return basicProfile()
  const file = fromCaller(text)
  if (!existsSync(file)) throw new CommandError(`There is no profile “${text}”: give research, basic or a JSON file.`)
  const read = readProfile(parsed(file))
  if (!read.ok) throw new CommandError(`${text}: ${read.problem.message} ${read.problem.next}`)
  return read.profile
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new CommandError(`${file} is not JSON.`)
  }
}
