import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CommandError } from '../command-error.ts'
import { repository } from '../repository.ts'

/** A use case is a folder of data about data: where it lies, what is in it, what is asked of it. No code. */
const useCaseSchema = z.object({
  name: z.string(),
  title: z.string(),
  source: z.object({
    folder: z.string(),
    images: z.string(),
    labels: z.string(),
    extraDicom: z.string().optional(),
    licence: z.string(),
    invented: z.array(z.string()),
  }),
  acquisition: z.object({ modality: z.string(), bodyPart: z.string(), description: z.string() }),
  structures: z.array(z.object({ value: z.number(), name: z.string() })),
  permit: z.object({ title: z.string(), purpose: z.string(), columns: z.array(z.string()), maxSubjects: z.number() }),
  product: z.object({
    name: z.string(),
    manufacturer: z.string(),
    regulatoryPath: z.enum(['mdr-5-5', 'ce-marked', 'clinical-investigation', 'research-only']),
    intendedUse: z.object({ summary: z.string(), bodyPart: z.string(), users: z.string(), limits: z.string() }),
  }),
  bought: z.object({
    name: z.string(),
    manufacturer: z.string(),
    regulatoryPath: z.enum(['mdr-5-5', 'ce-marked', 'clinical-investigation', 'research-only']),
  }),
  split: z.object({ test: z.number(), tune: z.number(), seed: z.number() }),
  protocol: z.object({ threshold: z.number(), maxOpenings: z.number(), replicates: z.number(), seed: z.number() }),
  training: z.object({ seed: z.number(), epochs: z.number().optional() }),
  operation: z.object({
    newStudies: z.number(),
    referenceRuns: z.number(),
    windowRuns: z.number(),
    windows: z.number(),
    shiftedWindows: z.number(),
  }),
  expected: z.object({ dice: z.number(), arrivalToResultSeconds: z.number() }),
})

export type UseCase = z.infer<typeof useCaseSchema>

export function readUseCase(name: string): UseCase {
  const folder = join(repository, 'use-cases')
  const file = join(folder, name, 'case.json')
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
    throw new CommandError(
      `There is no case “${name}”. Cases: ${readdirSync(folder)
        .filter((entry) => existsSync(join(folder, entry, 'case.json')))
        .join(', ')}.`,
    )
  }
  return useCaseSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}
