import { type DatasetView, type labelSetSchema, ok, type ReleaseView, type Result } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import { studyToLabel } from './study-to-label.ts'
import type { AnnotateTables } from './tables.ts'

export type LabelSet = z.infer<typeof labelSetSchema>

/**
 * Sets of structures that a first mask can be started with: those of the project's dataset versions, of its other masks, and of the
 * products whose intended use names them. Each set once, whoever names it first. Modules that a zone runs without add nothing.
 */
export async function labelSets(context: PartContext, studyId: string): Promise<Result<LabelSet[]>> {
  const found = await studyToLabel(context, studyId)
  if (!found.ok) return found
  const study = found.value
  const datasets = (await context.optionalPort<DatasetView>('curate.datasets')?.list(study.permitId)) ?? []
  const releases = (await context.optionalPort<ReleaseView>('register.releases')?.releases()) ?? []
  const own = await tables<AnnotateTables>(context.db)
    .selectFrom('annotate.version')
    .innerJoin('annotate.label', 'annotate.label.id', 'annotate.version.label_id')
    .select('annotate.version.segments')
    .where('annotate.label.permit_id', '=', study.permitId)
    .where('annotate.version.state', '!=', 'rejected')
    .orderBy('annotate.version.made_at', 'desc')
    .limit(200)
    .execute()
  const named = (structures: readonly { value: number; name: string }[]) =>
    structures.map((one) => ({ number: one.value, label: one.name }))
  const all: LabelSet[] = [
    ...datasets.map((one) => ({
      from: 'dataset' as const,
      name: `${one.name}, version ${one.version}`,
      structures: named(one.structures),
    })),
    ...own.map((one) => ({
      from: 'masks' as const,
      name: '',
      structures: one.segments.map(({ number, label }) => ({ number, label })),
    })),
    ...releases.map((one) => ({
      from: 'product' as const,
      name: one.productName,
      structures: named(one.intendedUse.structures),
    })),
  ]
  const kept = new Map<string, LabelSet>()
  for (const set of all) {
    const structures = [...set.structures].sort((a, b) => a.number - b.number)
    const key = JSON.stringify(structures)
    if (structures.length > 0 && !kept.has(key)) kept.set(key, { ...set, structures })
  }
  return ok([...kept.values()])
}
