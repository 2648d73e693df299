import type { ExcerptLine } from '@clic/ledger'
import { canonicalJson } from '@clic/ledger'
import type { Check, Files } from './recompute.ts'
import type { ReportedResult, ReportFile } from './report-file.ts'

/**
 * The report against the ledger events in the bundle (whose proofs are checked elsewhere): the protocol was registered with this
 * hash before anything was opened, and each verdict was recorded on these weights, data, masks and figures.
 */
export function checkAgainstLedger(files: Files, report: ReportFile): Check[] {
  const events = eventsOf(files)
  return [checkRegistered(events, report), ...report.results.map((result) => checkRecorded(events, report, result))]
}

function eventsOf(files: Files): ExcerptLine[] {
  const text = Buffer.from(files.get('log/events.jsonl') ?? []).toString('utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ExcerptLine)
}

function checkRegistered(events: readonly ExcerptLine[], report: ReportFile): Check {
  const name = 'protocol in the ledger'
  const registered = events.find(
    ({ event }) => event.action === 'protocol.registered' && event.subject.id === report.protocol.id,
  )
  const payload = payloadOf(registered)
  if (
    !registered ||
    payload['hash'] !== report.protocol.hash ||
    canonicalJson(payload['document'] ?? null) !== canonicalJson(report.protocol.document)
  )
    return { name, ok: false, detail: 'the ledger does not say that this protocol was registered' }
  const opened = events.filter(
    ({ event, payload: about }) =>
      event.action === 'validation.started' &&
      (about as Record<string, unknown> | undefined)?.['protocol'] === report.protocol.id,
  )
  const first = opened.map(({ event }) => event.seq).sort((a, b) => a - b)[0]
  if (first === undefined || first < registered.event.seq)
    return { name, ok: false, detail: 'the ledger does not say that the protocol came before the first opening' }
  // The row and the event of one change take the time one after the other.
  const isStated = Math.abs(Date.parse(report.protocol.registeredAt) - Date.parse(registered.event.at)) < 10_000
  return {
    name,
    ok: isStated,
    detail: isStated
      ? `registered as event ${registered.event.seq}, first opening after it as event ${first}`
      : 'the ledger names another time of registration',
  }
}

function checkRecorded(events: readonly ExcerptLine[], report: ReportFile, result: ReportedResult): Check {
  const name = `${result.productName} ${result.version}: ledger`
  const verdict = events.find(
    ({ event }) => event.subject.id === result.id && event.action === `validation.${result.verdict}`,
  )
  if (!verdict) return { name, ok: false, detail: 'the ledger holds no such verdict' }
  const stated: Record<string, unknown> = {
    release: result.releaseId,
    protocolHash: report.protocol.hash,
    dataRoot: report.dataset.root,
    weights: result.weightsSha256,
    masks: result.masksSha256,
    summary: result.summary,
  }
  const recorded = payloadOf(verdict)
  // After erasures the masks are those of the newest one, and each begins with what the one before left.
  const masks = lastMasks(events, result.id, recorded['masks'])
  const differing = Object.entries({
    ...stated,
    masks: result.masksSha256 === masks ? recorded['masks'] : result.masksSha256,
  }).filter(([key, value]) => canonicalJson(plain(recorded[key])) !== canonicalJson(plain(value)))
  if (differing.length > 0)
    return { name, ok: false, detail: `the ledger recorded other values: ${differing.map(([key]) => key).join(', ')}` }
  const registered = payloadOf(
    events.find(({ event }) => event.action === 'release.registered' && event.subject.id === result.releaseId),
  )
  if (result.verdict === 'accepted' && registered['weights'] !== result.weightsSha256)
    return { name, ok: false, detail: 'the accepted weights are not those that were registered' }
  return { name, ok: true, detail: `verdict, weights, data and figures recorded as event ${verdict.event.seq}` }
}

/** Which items of a result the ledger says were erased, by which erasure and in which event. */
export function erasedItems(files: Files, result: ReportedResult): Map<string, { by: string; seq: number }> {
  const found = new Map<string, { by: string; seq: number }>()
  for (const line of eventsOf(files)) {
    if (line.event.action !== 'validation.cases-erased' || line.event.subject.id !== result.id) continue
    const { erasure, items } = payloadOf(line)
    for (const item of Array.isArray(items) ? items : [])
      found.set(String(item), { by: String(erasure), seq: line.event.seq })
  }
  return found
}

function lastMasks(events: readonly ExcerptLine[], resultId: string, recorded: unknown): unknown {
  const erasures = events
    .filter(({ event }) => event.action === 'validation.cases-erased' && event.subject.id === resultId)
    .sort((a, b) => a.event.seq - b.event.seq)
  return erasures.reduce<unknown>((now, line) => {
    const { masksBefore, masks } = payloadOf(line)
    return masksBefore === now ? masks : undefined
  }, recorded)
}

function payloadOf(line: ExcerptLine | undefined): Record<string, unknown> {
  return (line?.payload ?? {}) as Record<string, unknown>
}

function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}
