import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readNifti, volumeFromNifti } from '@clic/dicom'
import { type Case, phantomCase, seeded } from '../../../../testing/make-dicom/index.ts'
import { CommandError } from '../command-error.ts'
import { repository } from '../repository.ts'
import { fetchSource, sourceListSchema } from './fetch-source.ts'
import type { UseCase } from './use-case.ts'

export interface DemoData {
  kind: 'real' | 'phantom'
  /** Sentence for the output and the report. */
  said: string
  count: number
  /** The nth case in an order that the seed fixes. */
  read(n: number): Case
  /** Real DICOM files that are sent as they are. */
  extraDicom: string[]
}

/** `--data`, else the data beside the checkout, else the pinned public source, else generated phantoms; `said` tells which. */
export async function findData(
  useCase: UseCase,
  given: string | undefined,
  patients: number | undefined,
  say: (line: string) => void,
): Promise<DemoData> {
  if (given && basename(given) === 'phantom' && !existsSync(given))
    return phantoms(patients ?? 60, 'generated phantoms, as asked')
  const root = given ?? join(repository, '..', 'shared', 'data')
  const folder = [join(root, useCase.source.folder), root].find((one) => existsSync(join(one, useCase.source.images)))
  if (folder) return realData(useCase, folder, patients, 'real images')
  if (given)
    throw new CommandError(
      `There is no folder “${useCase.source.images}” in ${given} or in ${join(given, useCase.source.folder)}. Give the folder that holds it, or leave --data out.`,
    )
  const list = sourceList(useCase.name)
  if (!list)
    return phantoms(patients ?? 60, 'generated phantoms, because the licence of this set does not allow to fetch it')
  say(`Fetching ${Object.keys(list.files).length} files of ${list.repository} (${list.licence}) ...`)
  const fetched = join(repository, '.clic', 'sources', useCase.name)
  const result = await fetchSource(list, fetched)
  return result.ok
    ? realData(useCase, fetched, patients, 'real images from the public source')
    : phantoms(patients ?? 60, `generated phantoms, because ${result.reason}`)
}

/** How many studies are kept for the clinic’s own operation later. */
export function keptForOperation(useCase: UseCase): number {
  const { newStudies, referenceRuns, windowRuns, windows } = useCase.operation
  return newStudies + referenceRuns + windowRuns * windows
}

const fewestPatients = 8

/** Asked before anything is installed or started. */
export function enoughImages(useCase: UseCase, count: number): void {
  const kept = keptForOperation(useCase)
  if (count < kept + fewestPatients)
    throw new CommandError(
      `The case “${useCase.name}” needs at least ${kept + fewestPatients} images with masks, ${fewestPatients} for development and ${kept} for operation; ${count} are there. Give a folder with more of them, or leave --data and --patients out.`,
    )
}

function sourceList(name: string) {
  const file = join(repository, 'use-cases', name, 'source.json')
  return existsSync(file) ? sourceListSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

function realData(useCase: UseCase, folder: string, patients: number | undefined, what: string): DemoData {
  const names = shuffled(
    readdirSync(join(folder, useCase.source.images)).filter(
      (name) => name.endsWith('.nii.gz') && existsSync(join(folder, useCase.source.labels, name)),
    ),
    useCase.split.seed,
  )
  const extra = useCase.source.extraDicom ? join(folder, useCase.source.extraDicom) : undefined
  return {
    kind: 'real',
    said: `${what}: ${useCase.source.licence}; invented: ${useCase.source.invented.join(', ')}`,
    count: Math.min(names.length, patients ?? names.length),
    read: (n) =>
      readCase(
        join(folder, useCase.source.images, names[n] as string),
        join(folder, useCase.source.labels, names[n] as string),
      ),
    extraDicom: extra && existsSync(extra) ? filesBelow(extra) : [],
  }
}

function phantoms(count: number, why: string): DemoData {
  return { kind: 'phantom', said: why, count, read: (n) => phantomCase(String(n)), extraDicom: [] }
}

function readCase(imageFile: string, labelFile: string): Case {
  const image = readNifti(readFileSync(imageFile))
  const label = readNifti(readFileSync(labelFile))
  if (!image.ok || !label.ok)
    throw new CommandError(
      `${imageFile} or its mask cannot be read: ${!image.ok ? image.problem.message : !label.ok ? label.problem.message : ''}`,
      1,
    )
  return { image: volumeFromNifti(image.nifti), labels: Uint8Array.from(label.nifti.data as ArrayLike<number>) }
}

function shuffled<T>(list: T[], seed: number): T[] {
  const random = seeded(`order ${seed}`)
  return [...list]
    .sort()
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map((one) => one.value)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name))
      : entry.name.endsWith('.dcm')
        ? [join(folder, entry.name)]
        : [],
  )
}
