import type {
  DatasetVersion,
  Decision,
  Permit,
  ReleaseForValidation,
  ResultView,
  ValidationResult,
} from '@clic/contracts'
import {
  compareProducts,
  MINIMUM_GROUP,
  type ProductDifference,
  type SegmentationProtocol,
  type SharedCase,
  WITHHELD,
  withholdSmallGroups,
} from '@clic/statistics'

/** The report as data: what the PDF shows, what the bundle holds, what `clic verify` recomputes. */
export interface ReportDocument {
  format: 'clic-report/1'
  id: string
  title: string
  language: 'da' | 'en'
  madeAt: string
  madeBy: string
  protocol: { id: string; hash: string; registeredAt: string; document: Record<string, unknown> }
  /** Openings of the sealed part so far, whoever asked, and how many the protocols over it allow. */
  openings: { used: number; allowed: number }
  dataset: {
    id: string
    name: string
    version: number
    root: string
    frozenAt: string
    parts: Record<string, number>
    /** Items whose person was erased; their leaf stays in the tree, their files are gone. */
    erased: number
    structures: { value: number; name: string }[]
  }
  permit: {
    id: string
    title: string
    purpose: string
    controllers: string[]
    phases: { phase: string; basis: string }[]
    expiresAt: string
    approvedBy: string
  } | null
  /** True when age and sex are invented for this data set. */
  invented: boolean
  /** Every validation by the protocol, also those without a result: nothing is left out of the count. */
  runs: Awaited<ReturnType<ResultView['runs']>>
  results: ReportResult[]
  comparisons: { first: string; second: string; differences: ProductDifference[] }[]
  decisions: {
    id: string
    gate: string
    subject: { kind: string; id: string }
    open: boolean
    at: string
    actor: string
    findings: { rule: string; ok: boolean; reason: string; citation: string }[]
  }[]
}

export type ReportResult = Omit<ValidationResult, 'cases'> & {
  manufacturer: string
  regulatoryPath: string
  mapSha256: string
  intendedUse: ReleaseForValidation['intendedUse'] | null
  /** What a home-made release was made of. */
  origin: {
    candidate: string
    dataset: string
    dataRoot: string
    codeCommit: string
    environmentLock: string
    seed: number
  } | null
  /** Name of the file with its masks in the bundle. Items whose person was erased are not in it. */
  masks: string
  cases: SharedCase[]
}

export interface ReportInput {
  id: string
  title: string
  language: 'da' | 'en'
  madeAt: string
  madeBy: string
  protocol: ReportDocument['protocol']
  openings: ReportDocument['openings']
  dataset: DatasetVersion
  permit: Permit | undefined
  runs: ReportDocument['runs']
  results: ValidationResult[]
  releases: ReleaseForValidation[]
  origins: Map<string, NonNullable<ReportResult['origin']>>
  decisions: Decision[]
  invented: boolean
}

/**
 * Puts the report together. Patients get numbers of this report alone, in the order of their pseudonyms, so that the bootstrap
 * draws the same patients and no pseudonym leaves the zone; instead of sex and age a case has the groups that may be shown.
 */
export function reportDocument(input: ReportInput): ReportDocument {
  const { dataset } = input
  const protocol = input.protocol.document as unknown as SegmentationProtocol
  const results = input.results.map((result) => shared(result, input, protocol))
  const parts: Record<string, number> = {}
  for (const item of dataset.items.filter((one) => one.erased === undefined))
    parts[item.part] = (parts[item.part] ?? 0) + 1
  return {
    format: 'clic-report/1',
    id: input.id,
    title: input.title,
    language: input.language,
    madeAt: input.madeAt,
    madeBy: input.madeBy,
    protocol: input.protocol,
    openings: input.openings,
    dataset: {
      id: dataset.id,
      name: dataset.name,
      version: dataset.version,
      root: dataset.root,
      frozenAt: dataset.frozenAt,
      parts,
      erased: dataset.items.filter((item) => item.erased !== undefined).length,
      structures: dataset.structures,
    },
    permit: permitOf(input.permit),
    invented: input.invented,
    runs: input.runs,
    results,
    comparisons: results.flatMap((first, i) =>
      results.slice(i + 1).map((second) => ({
        first: first.id,
        second: second.id,
        differences: compareProducts(first.cases, second.cases, protocol),
      })),
    ),
    decisions: input.decisions.map(({ id, gate, subject, open, at, actor, findings }) => ({
      id,
      gate,
      subject,
      open,
      at,
      actor,
      findings: findings.map(({ rule, ok, reason, citation }) => ({ rule, ok, reason, citation })),
    })),
  }
}

function shared(result: ValidationResult, input: ReportInput, protocol: SegmentationProtocol): ReportResult {
  const release = input.releases.find((one) => one.id === result.releaseId)
  const numbers = patientNumbers(input.results)
  const cases = result.cases.map((one) => ({ ...one, patient: numbers.get(one.patient) ?? '' }))
  return {
    ...result,
    manufacturer: release?.manufacturer ?? '',
    regulatoryPath: release?.regulatoryPath ?? '',
    mapSha256: release?.mapSha256 ?? '',
    intendedUse: release?.intendedUse ?? null,
    origin: (release?.candidateId && input.origins.get(release.candidateId)) || null,
    masks: `tests/${result.id}.masks.json`,
    cases: withholdSmallGroups(cases, protocol),
  }
}

function patientNumbers(results: readonly ValidationResult[]): Map<string, string> {
  const patients = [...new Set(results.flatMap((result) => result.cases.map((one) => one.patient)))].sort()
  return new Map(patients.map((patient, i) => [patient, `P${String(i + 1).padStart(6, '0')}`]))
}

function permitOf(permit: Permit | undefined): ReportDocument['permit'] {
  if (!permit) return null
  const { title, purpose, controllers, phases, expiresAt } = permit.terms
  return {
    id: permit.id,
    title,
    purpose,
    controllers,
    phases: phases.map((one) => ({
      phase: one.phase,
      basis: `GDPR ${one.article6}, ${one.article9}; ${one.national}`,
    })),
    expiresAt,
    approvedBy: permit.approvedBy?.name ?? '',
  }
}

/** Cells that would show fewer than five patients, counted on the cases themselves; the gate wants none. */
export function smallCellsShown(document: ReportDocument): number {
  const patients = (cases: readonly SharedCase[]) => new Set(cases.map((one) => one.patient)).size
  return document.results
    .map(({ cases, summary, subgroups }) => {
      const totals = summary.filter((one) => {
        const of = cases.filter(
          (each) => each.structure === one.structure && (one.metric === 'dice' || each.hd95 !== null),
        )
        // A mean over nobody shows nobody.
        return of.length > 0 && patients(of) < MINIMUM_GROUP
      })
      const groups = subgroups.filter((one) => !one.suppressed && one.n < MINIMUM_GROUP)
      const names = [
        ...new Set(cases.flatMap((one) => Object.entries(one.groups).map(([by, group]) => `${by}\n${group}`))),
      ]
      const named = names.filter((name) => {
        const [by, group] = name.split('\n') as [string, string]
        return group !== WITHHELD && patients(cases.filter((one) => one.groups[by] === group)) < MINIMUM_GROUP
      })
      return totals.length + groups.length + named.length
    })
    .reduce((sum, count) => sum + count, 0)
}
