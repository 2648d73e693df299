import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readNifti, volumeFromNifti } from '@clic/dicom'
import { type Case, phantomCase, seeded } from '../../../../testing/make-dicom/index.ts'
import { CommandError } from '../command-error.ts'
import { repository } from '../repository.ts'
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

/**
 * `--data`, else the data beside the checkout, else generated phantoms. The public source is not fetched by this version: the
 * output says so.
 */
export function findData(useCase: UseCase, given: string | undefined, patients: number | undefined): DemoData {
  if (given === 'phantom') return phantoms(patients ?? 60, 'generated phantoms, as asked')
  const root = given ?? join(repository, '..', 'shared', 'data')
  const folder = [join(root, useCase.source.folder), root].find((one) => existsSync(join(one, useCase.source.images)))
  if (!folder) {
    if (given) throw new CommandError(`There is no folder “${useCase.source.images}” in ${given} or in ${join(given, useCase.source.folder)}. Give the folder that holds it, or leave --data out.`)
    return phantoms(patients ?? 60, 'generated phantoms, because no data were found beside the checkout and this version does not fetch the public source')
  }
  const names = shuffled(readdirSync(join(folder, useCase.source.images)).filter((name) => name.endsWith('.nii.gz') && existsSync(join(folder, useCase.source.labels, name))), useCase.split.seed)
  const extra = useCase.source.extraDicom ? join(folder, useCase.source.extraDicom) : undefined
  return {
    kind: 'real',
    said: `real images: ${useCase.source.licence}; invented: ${useCase.source.invented.join(', ')}`,
    count: Math.min(names.length, patients ?? names.length),
    read: (n) => readCase(join(folder, useCase.source.images, names[n] as string), join(folder, useCase.source.labels, names[n] as string)),
    extraDicom: extra && existsSync(extra) ? filesBelow(extra) : [],
  }
}

function phantoms(count: number, why: string): DemoData {
  return { kind: 'phantom', said: why, count, read: (n) => phantomCase(String(n)), extraDicom: [] }
}

function readCase(imageFile: string, labelFile: string): Case {
  const image = readNifti(readFileSync(imageFile))
  const label = readNifti(readFileSync(labelFile))
  if (!image.ok || !label.ok) throw new CommandError(`${imageFile} or its mask cannot be read: ${!image.ok ? image.problem.message : !label.ok ? label.problem.message : ''}`, 1)
  return { image: volumeFromNifti(image.nifti), labels: Uint8Array.from(label.nifti.data as ArrayLike<number>) }
}

function shuffled<T>(list: T[], seed: number): T[] {
  const random = seeded(`order ${seed}`)
  return [...list].sort().map((value) => ({ value, at: random() })).sort((a, b) => a.at - b.at).map((one) => one.value)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : entry.name.endsWith('.dcm') ? [join(folder, entry.name)] : []))
}
