import { gunzipSync, inflateSync } from 'node:zlib'
import { type BundleVerification, sha256 } from '@clic/ledger'
import { measureItem, type SegmentationCase, type SegmentationProtocol, subgroups, summarise } from '@clic/statistics'

type Check = BundleVerification['checks'][number]
type Files = ReadonlyMap<string, Uint8Array>

interface ReportJson {
  protocol: { hash: string; document: SegmentationProtocol }
  dataset: { structures: { value: number; name: string }[] }
  results: {
    id: string
    productName: string
    version: string
    verdict: string
    protocolHash: string
    masks: string
    cases: SegmentationCase[]
    summary: unknown[]
    subgroups: unknown[]
  }[]
}

interface MasksJson {
  items: {
    item: string
    dims: [number, number, number]
    spacing: [number, number, number]
    reference: string
    prediction: string | null
  }[]
}

/** Recomputes each figure of a report from the masks in its bundle: cases, then summaries and subgroups, then the verdict. */
export function recompute(files: Files): Check[] {
  const bytes = files.get('report.json')
  if (!bytes) return [{ name: 'report', ok: false, detail: 'report.json is missing' }]
  const report = JSON.parse(Buffer.from(bytes).toString('utf8')) as ReportJson
  return [attached(files, sha256(bytes)), ...report.results.flatMap((result) => recomputeResult(files, report, result))]
}

function recomputeResult(files: Files, report: ReportJson, result: ReportJson['results'][number]): Check[] {
  const name = `${result.productName} ${result.version}`
  const masks = files.get(result.masks)
  if (!masks) return [{ name, ok: false, detail: `${result.masks} is missing` }]
  const { items } = JSON.parse(Buffer.from(masks).toString('utf8')) as MasksJson
  const known = new Map(result.cases.map((one) => [one.item, one]))
  const cases = items.flatMap((item) => {
    const about = known.get(item.item)
    return measureItem(
      {
        item: item.item,
        patient: about?.patient ?? '',
        sex: about?.sex ?? 'unknown',
        ...(about?.age === undefined ? {} : { age: about.age }),
        reference: labels(item.reference),
        ...(item.prediction === null ? {} : { prediction: labels(item.prediction) }),
        dims: item.dims,
        spacing: item.spacing,
      },
      report.dataset.structures,
    )
  })
  const summary = summarise(cases, report.protocol.document, items.length)
  const accepted =
    summary.filter((one) => one.threshold !== undefined).every((one) => one.passed) &&
    items.every((item) => item.prediction !== null)
  return [
    compare(`${name}: cases`, cases, result.cases, `${cases.length} Dice, distance and volume figures`),
    compare(`${name}: intervals`, summary, result.summary, `${summary.length} means with their bootstrap intervals`),
    compare(
      `${name}: subgroups`,
      subgroups(cases, report.protocol.document),
      result.subgroups,
      `${result.subgroups.length} subgroup figures`,
    ),
    {
      name: `${name}: verdict`,
      ok: (result.verdict === 'accepted') === accepted && result.protocolHash === report.protocol.hash,
      detail: `by the registered thresholds: ${accepted ? 'accepted' : 'refused'}`,
    },
  ]
}

function labels(text: string): Uint8Array {
  return gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: 512 * 1024 * 1024 })
}

function compare(name: string, computed: unknown, stated: unknown, what: string): Check {
  const same = sorted(computed) === sorted(stated)
  return {
    name,
    ok: same,
    detail: same ? `${what} recomputed and equal` : `${what}: recomputed figures differ from the stated ones`,
  }
}

/** Order of keys and of undefined fields does not matter; order of rows does. */
function sorted(value: unknown): string {
  return JSON.stringify(JSON.parse(JSON.stringify(value)), (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** The JSON attached to the PDF must be the bundle's own report.json. */
function attached(files: Files, expected: string): Check {
  const pdf = Buffer.from(files.get('report.pdf') ?? [])
  for (let at = pdf.indexOf('stream'); at !== -1; at = pdf.indexOf('stream', at + 6)) {
    const start = at + (pdf[at + 6] === 0x0d ? 8 : 7)
    const end = pdf.indexOf('endstream', start)
    if (end === -1) break
    for (const inflate of [(part: Buffer) => inflateSync(part), (part: Buffer) => part]) {
      try {
        const content = inflate(pdf.subarray(start, end))
        if (sha256(content) === expected || sha256(trimEnd(content)) === expected)
          return { name: 'report.pdf', ok: true, detail: 'holds the same JSON as report.json' }
      } catch {
        // Not a deflated stream; the raw bytes are tried next.
      }
    }
    at = end
  }
  return { name: 'report.pdf', ok: false, detail: 'does not hold the JSON of report.json' }
}

function trimEnd(content: Buffer): Buffer {
  let end = content.length
  while (end > 0 && (content[end - 1] === 0x0a || content[end - 1] === 0x0d)) end--
  return content.subarray(0, end)
}
