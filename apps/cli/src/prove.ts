import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { CommandError } from './command-error.ts'
import { readOptions } from './options.ts'
import type { Proof } from './proofs/proof.ts'
import { codeCommit, repository } from './repository.ts'

/** Proofs at full size, loaded when asked for. `clic test` runs the same mechanisms at a small size. */
const proofs: Record<string, { about: string; load: () => Promise<Proof> }> = {
  hippocampus: {
    about: 'the whole way of the case on real images, from an empty database',
    load: async () => (await import('./proofs/hippocampus.ts')).proveHippocampus,
  },
  'midi-style': {
    about: 'de-identification scored by the ten actions of MIDI-B over real files, with a key of our own',
    load: async () => (await import('./proofs/midi-style.ts')).proveMidiStyle,
  },
  samples: {
    about: 'every sample file de-identified, and judged by dciodvfy, dcmtk and pydicom',
    load: async () => (await import('./proofs/samples.ts')).proveSamples,
  },
  'burned-in': {
    about: 'names and numbers drawn over 200 pictures: each is masked, and little else',
    load: async () => (await import('./proofs/burned-in.ts')).proveBurnedIn,
  },
  deidentify: {
    about: 'de-identification at full size beside its peers: speed, memory, leaks',
    load: async () => (await import('./proofs/deidentify.ts')).proveDeidentify,
  },
  'danish-text': {
    about: 'identifiers in Danish sentences: recall and precision by class',
    load: async () => (await import('./proofs/danish-text.ts')).proveDanishText,
  },
  fuzz: {
    about: 'a million broken DICOM files through reader and de-identification',
    load: async () => (await import('./proofs/fuzz.ts')).proveFuzz,
  },
}

/** `clic prove NAME`: runs the proof and writes docs/proofs/NAME.md with figures, commit, date and machine. */
export async function proveCommand(args: string[]): Promise<number> {
  const list = Object.entries(proofs).map(([name, one]) => `${name} (${one.about})`)
  const { rest } = readOptions('prove', args, {}, 1)
  const [name] = rest
  const proof = name ? proofs[name] : undefined
  if (!name || !proof)
    throw new CommandError(`${name ? `There is no proof “${name}”.` : 'Name a proof.'} Proofs: ${list.join('; ')}.`)
  const started = performance.now()
  const result = await (await proof.load())((line) => process.stdout.write(`${line}\n`))
  const seconds = Math.round((performance.now() - started) / 100) / 10
  const folder = join(repository, 'docs', 'proofs')
  mkdirSync(folder, { recursive: true })
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor'
  const machine = `${cpus().length} × ${processor}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.version}, ${process.platform}`
  const page = [
    `# Proof: ${name}`,
    '',
    `${result.sentence}`,
    '',
    `| | |\n|---|---|\n| result | **${result.ok ? 'holds' : 'does not hold'}** |\n| commit | ${codeCommit()} |\n| date | ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC |\n| machine | ${machine} |\n| time | ${seconds} s |\n| again | \`./clic prove ${name}\` |`,
    '',
    ...result.sections.flatMap((one) => [`## ${one.title}`, '', one.text, '']),
  ]
  writeFileSync(join(folder, `${name}.md`), `${page.join('\n').trim()}\n`)
  process.stdout.write(
    `${result.ok ? 'The proof holds' : 'The proof does not hold'}; written to docs/proofs/${name}.md\n`,
  )
  return result.ok ? 0 : 1
}
