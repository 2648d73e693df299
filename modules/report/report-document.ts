import type { DatasetVersion, ReleaseForValidation, ValidationResult } from '@clic/contracts'

/** The report as data: what the PDF shows, what the bundle holds, what `clic verify` recomputes. */
export interface ReportDocument {
  format: 'clic-report/1'
  id: string
  title: string
  language: 'da' | 'en'
  madeAt: string
  protocol: { id: string; hash: string; registeredAt: string; document: Record<string, unknown> }
  dataset: { id: string; name: string; version: number; root: string; frozenAt: string; parts: Record<string, number>; structures: { value: number; name: string }[] }
  permitId: string
  /** True when age and sex are invented for this data set. */
  invented: boolean
  results: (Omit<ValidationResult, 'cases'> & { intendedUse: ReleaseForValidation['intendedUse'] | null; masks: string; cases: ValidationResult['cases'] })[]
}

/**
 * Puts the report together. Patients get numbers of this report alone, in the order of their pseudonyms, so that the bootstrap
 * draws the same patients and no pseudonym leaves the zone.
 */
export function reportDocument(input: {
  id: string
  title: string
  language: 'da' | 'en'
  madeAt: string
  protocol: ReportDocument['protocol']
  dataset: DatasetVersion
  results: ValidationResult[]
  releases: ReleaseForValidation[]
  invented: boolean
}): ReportDocument {
  const patients = [...new Set(input.results.flatMap((result) => result.cases.map((one) => one.patient)))].sort()
  const number = new Map(patients.map((patient, i) => [patient, `P${String(i + 1).padStart(4, '0')}`]))
  const parts: Record<string, number> = {}
  for (const item of input.dataset.items) parts[item.part] = (parts[item.part] ?? 0) + 1
  return {
    format: 'clic-report/1',
    id: input.id,
    title: input.title,
    language: input.language,
    madeAt: input.madeAt,
    protocol: input.protocol,
    dataset: { id: input.dataset.id, name: input.dataset.name, version: input.dataset.version, root: input.dataset.root, frozenAt: input.dataset.frozenAt, parts, structures: input.dataset.structures },
    permitId: input.dataset.permitId,
    invented: input.invented,
    results: input.results.map((result) => ({
      ...result,
      intendedUse: input.releases.find((one) => one.id === result.releaseId)?.intendedUse ?? null,
      masks: `tests/${result.id}.masks.json`,
      cases: result.cases.map((one) => ({ ...one, patient: number.get(one.patient) ?? '' })),
    })),
  }
}

/** Cells that would show fewer than five patients; the gate wants none. */
export function smallCellsShown(document: ReportDocument): number {
  return document.results.flatMap((result) => result.subgroups).filter((group) => !group.suppressed && group.n < 5).length
}
