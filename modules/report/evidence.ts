import type { CandidateView, DatasetVersion, Decision } from '@clic/contracts'
import type { DsseEnvelope, EventToVerify } from '@clic/ledger'
import { canonicalJson, dataItemsFile, ledgerExcerpt, sha256, writeBundle } from '@clic/ledger'
import type { DecisionView } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { ledgerSigningKey } from '@clic/platform/record'
import type { ReportDocument, ReportResult } from './report-document.ts'

/** Kinds of events that a validation stands on: from the permit to the verdict. */
const evidenceActions =
  /^(permit|gate|dataset|testpart|protocol|validation|candidate|training|release|product|report)\./

/** Ids whose events belong to a report. */
export function idsOf(given: {
  dataset: { id: string; permitId: string }
  protocolId: string
  reportId: string
  results: { id: string; releaseId: string }[]
  candidates: string[]
  runs: { id: string }[]
}): Set<string> {
  return new Set([
    given.dataset.id,
    given.dataset.permitId,
    given.protocolId,
    given.reportId,
    ...given.candidates,
    ...given.runs.map((one) => one.id),
    ...given.results.flatMap((one) => [one.id, one.releaseId]),
  ])
}

/** Of this report: about one of its subjects, or naming one of them. Other projects of the zone are nobody's business. */
function belongs({ event, payload }: EventToVerify, ids: ReadonlySet<string>): boolean {
  return (
    evidenceActions.test(event.action) &&
    (ids.has(event.subject.id) || stringsOf(payload).some((text) => ids.has(text)))
  )
}

/** The gate decisions about the report's subjects, in the order in which they were taken. */
export async function decisionsOf(
  context: PartContext,
  events: readonly EventToVerify[],
  ids: ReadonlySet<string>,
): Promise<Decision[]> {
  const view = context.optionalPort<DecisionView>('govern.decisions')
  const known = events
    .filter((stored) => stored.event.action.startsWith('gate.') && ids.has(stored.event.subject.id))
    .map((stored) => (stored.payload as { decision?: unknown } | null)?.decision)
    .filter((id) => typeof id === 'string')
  const decisions = await Promise.all(known.map((id) => view?.decision(id)))
  return decisions.filter((one) => one !== undefined)
}

/** What home-made releases were made of, by candidate. */
export async function originsOf(
  context: PartContext,
  candidates: readonly string[],
): Promise<Map<string, NonNullable<ReportResult['origin']>>> {
  const view = context.optionalPort<CandidateView>('develop.candidates')
  const origins = new Map<string, NonNullable<ReportResult['origin']>>()
  for (const id of candidates) {
    const one = await view?.candidate(id)
    if (one)
      origins.set(id, {
        candidate: one.id,
        dataset: one.datasetId,
        dataRoot: one.dataRoot,
        codeCommit: one.codeCommit,
        environmentLock: one.environmentLock,
        seed: one.seed,
      })
  }
  return origins
}

/** The signed bundle: report, masks, dataset items and the events that belong to it, each with its proof of inclusion. */
export async function evidenceBundle(
  context: PartContext,
  given: {
    document: ReportDocument
    json: string
    pdf: Uint8Array
    dataset: DatasetVersion
    events: readonly EventToVerify[]
    head: DsseEnvelope
    ids: ReadonlySet<string>
  },
): Promise<Uint8Array> {
  const { document, json, pdf, dataset, events, head, ids } = given
  const masks = await Promise.all(
    document.results.map(async (result) => [result.masks, await context.files.get(result.masksSha256)] as const),
  )
  const pseudonyms = new Set(dataset.items.map((item) => item.pseudonym))
  const log = ledgerExcerpt({
    events,
    head,
    include: (stored) => belongs(stored, ids),
    // The envelope is proved all the same.
    withhold: (stored) => stringsOf(stored.payload).some((text) => pseudonyms.has(text)),
  })
  return writeBundle({
    files: {
      'report.json': json,
      'report.pdf': pdf,
      ...Object.fromEntries(masks),
      'data/items.json': dataItemsFile([
        {
          id: dataset.id,
          root: dataset.root,
          items: dataset.items.map((item) => ({ id: item.id, sha256: item.sha256 })),
        },
      ]),
      ...log,
    },
    key: ledgerSigningKey(context.keys),
    statement: { kind: 'validation-report', report: document.id, hash: sha256(json), title: document.title },
  })
}

/** One text for the same document: what is hashed, attached to the PDF and put into the bundle. */
export function reportJson(document: ReportDocument): string {
  return canonicalJson(JSON.parse(JSON.stringify(document)))
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsOf)
}
