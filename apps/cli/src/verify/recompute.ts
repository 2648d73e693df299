import { gunzipSync } from 'node:zlib'
import { readNifti, volumeFromNifti } from '@clic/dicom'
import { type BundleVerification, canonicalJson, type JsonValue, sha256 } from '@clic/ledger'
import {
  compareProducts,
  MINIMUM_GROUP,
  measureItem,
  type SegmentationCase,
  type SharedCase,
  shownSubgroups,
  summarise,
  WITHHELD,
} from '@clic/statistics'
import { checkAgainstLedger, erasedItems } from './against-ledger.ts'
import { attachedJson } from './attached-json.ts'
import type { MasksFile, ReportedResult, ReportFile } from './report-file.ts'

export type Check = BundleVerification['checks'][number]
export type Files = ReadonlyMap<string, Uint8Array>

const MOST_BYTES = 1024 * 1024 * 1024

/**
 * Recomputes each figure of a report from the masks in its bundle: cases, then means with their intervals, subgroups, comparisons
 * and verdicts; and checks that protocol, data, weights and verdict are those of the ledger.
 */
export function recompute(files: Files, statement: JsonValue): Check[] {
  const bytes = files.get('report.json')
  if (!bytes) return [{ name: 'report', ok: false, detail: 'report.json is missing' }]
  const report = JSON.parse(Buffer.from(bytes).toString('utf8')) as ReportFile
  return [
    attachedJson(files.get('report.pdf'), sha256(bytes)),
    checkStatement(statement, report, sha256(bytes)),
    checkProtocol(report),
    ...report.results.flatMap((result) => recomputeResult(files, report, result)),
    ...recomputeComparisons(report),
    ...checkAgainstLedger(files, report),
  ]
}

function checkStatement(statement: JsonValue, report: ReportFile, hash: string): Check {
  const signed = (typeof statement === 'object' && statement !== null ? statement : {}) as Record<string, unknown>
  const ok = signed['hash'] === hash && signed['report'] === report.id
  return {
    name: 'statement',
    ok,
    detail: ok
      ? `the signature is over report ${report.id}`
      : 'the signed statement names another report than report.json',
  }
}

function checkProtocol({ protocol }: ReportFile): Check {
  const ok = sha256(canonicalJson(protocol.document)) === protocol.hash
  return {
    name: 'protocol',
    ok,
    detail: ok
      ? `the document gives the registered hash ${protocol.hash}`
      : 'the document does not give the hash that the report names',
  }
}

function recomputeResult(files: Files, report: ReportFile, result: ReportedResult): Check[] {
  const name = `${result.productName} ${result.version}`
  const bytes = files.get(result.masks)
  if (!bytes) return [{ name, ok: false, detail: `${result.masks} is missing` }]
  const { items } = JSON.parse(Buffer.from(bytes).toString('utf8')) as MasksFile
  const { document } = report.protocol
  const cases = casesOf(items, result.cases, report.dataset.structures)
  const summary = summarise(cases as unknown as SegmentationCase[], document, items.length)
  if ((result.erased ?? []).length > 0) return afterErasure(files, report, result, { name, items, cases, masks: bytes })
  const isAccepted =
    summary.filter((one) => one.threshold !== undefined).every((one) => one.passed) &&
    items.every((item) => item.prediction !== null)
  return [
    checkItems(`${name}: data`, files, report, items, sha256(bytes) === result.masksSha256),
    compare(`${name}: cases`, cases, result.cases, `${cases.length} Dice, distance and volume figures`),
    compare(`${name}: intervals`, summary, result.summary, `${summary.length} means with their bootstrap intervals`),
    ...checkSubgroups(`${name}: subgroups`, cases, result, report),
    {
      name: `${name}: verdict`,
      ok:
        (result.verdict === 'accepted') === isAccepted &&
        result.protocolHash === report.protocol.hash &&
        primaryOf(result.summary) === primaryOf(document.primary),
      detail: `by the registered thresholds: ${isAccepted ? 'accepted' : 'refused'}`,
    },
  ]
}

/**
 * A result of which cases were erased after its verdict. What remains is recomputed; the sums were taken over all cases, so they are
 * checked against what the ledger recorded with the verdict (see `checkRecorded`) and said to be no longer recomputable.
 */
function afterErasure(
  files: Files,
  report: ReportFile,
  result: ReportedResult,
  given: { name: string; items: MasksFile['items']; cases: SharedCase[]; masks: Uint8Array },
): Check[] {
  const { name, items, cases } = given
  const erased = result.erased ?? []
  const gone = new Set(erased.map((one) => one.item))
  const stays = items.find((one) => gone.has(one.item)) ?? result.cases.find((one) => gone.has(one.item))
  const known = erasedItems(files, result)
  const unsaid = erased.find((one) => known.get(one.item)?.by !== one.by)
  const events = [...new Set(erased.flatMap((one) => known.get(one.item)?.seq ?? []))].sort((a, b) => a - b)
  return [
    checkItems(`${name}: data`, files, report, items, sha256(given.masks) === result.masksSha256),
    compare(`${name}: cases`, cases, result.cases, `${cases.length} Dice, distance and volume figures`),
    {
      name: `${name}: erased cases`,
      ok: !stays && !unsaid,
      detail: stays
        ? `item ${stays.item} is said to be erased and is still there`
        : unsaid
          ? `the ledger names no erasure of item ${unsaid.item}`
          : `${erased.length} ${erased.length === 1 ? 'item' : 'items'}: erased by event ${events.join(', ')}; means and intervals were taken before and cannot be recomputed, they are those of the recorded verdict`,
    },
    {
      name: `${name}: verdict`,
      ok:
        result.protocolHash === report.protocol.hash &&
        primaryOf(result.summary) === primaryOf(report.protocol.document.primary) &&
        (result.verdict !== 'accepted' ||
          result.summary.filter((one) => one.threshold !== undefined).every((one) => one.passed)),
      detail: `by the figures of the recorded verdict: ${result.verdict}`,
    },
  ]
}

/** Sex and age are not in the bundle; the patient's number and groups are taken from the stated case of the item. */
function casesOf(
  items: MasksFile['items'],
  stated: readonly SharedCase[],
  structures: ReportFile['dataset']['structures'],
): SharedCase[] {
  const about = new Map(stated.map((one) => [one.item, one]))
  return items.flatMap((item) => {
    const { labels, dims, spacing } = labelMap(unpacked(item.label))
    const known = about.get(item.item)
    const prediction = item.prediction === null ? {} : { prediction: unpacked(item.prediction) }
    return measureItem(
      { item: item.item, patient: known?.patient ?? '', sex: '', reference: labels, ...prediction, dims, spacing },
      structures,
    ).map(({ sex: _, ...one }) => ({ ...one, groups: known?.groups ?? {} }))
  })
}

/** The items are the whole test part of the dataset version, and each reference is the file that was frozen. */
function checkItems(
  name: string,
  files: Files,
  report: ReportFile,
  items: MasksFile['items'],
  isNamed: boolean,
): Check {
  if (!isNamed) return { name, ok: false, detail: 'the masks are not those that the report names' }
  const { datasets } = JSON.parse(Buffer.from(files.get('data/items.json') ?? '{"datasets":[]}').toString('utf8')) as {
    datasets: { id: string; root: string; items: { id: string; sha256: string }[] }[]
  }
  const dataset = datasets.find((one) => one.id === report.dataset.id)
  if (!dataset || dataset.root !== report.dataset.root)
    return { name, ok: false, detail: 'the dataset version of the report is not the one in data/items.json' }
  const frozen = new Map(dataset.items.map((one) => [one.id, one.sha256]))
  const foreign = items.find(
    (item) =>
      frozen.get(item.item) !== sha256(canonicalJson({ image: item.image, label: sha256(unpacked(item.label)) })),
  )
  if (foreign)
    return { name, ok: false, detail: `the reference of item ${foreign.item} is not the one that was frozen` }
  const isWhole =
    new Set(items.map((item) => item.item)).size === items.length && items.length === report.dataset.parts['test']
  return {
    name,
    ok: isWhole,
    detail: isWhole
      ? `${items.length} references are the frozen files of the test part`
      : `${items.length} items, the test part has ${report.dataset.parts['test']}`,
  }
}

/** Shown groups are recomputed; suppressed ones must be as many as the withheld patients allow. */
function checkSubgroups(
  name: string,
  cases: readonly SharedCase[],
  result: ReportedResult,
  report: ReportFile,
): Check[] {
  const { document } = report.protocol
  const shown = result.subgroups.filter((one) => !one.suppressed)
  const byWithheld = document.subgroups.map((by) => {
    const hasHiddenCases = cases.some((one) => (one.groups[by] ?? WITHHELD) === WITHHELD)
    const hasHiddenRows = result.subgroups.some((one) => one.by === by && one.suppressed)
    return hasHiddenCases === hasHiddenRows
  })
  const noSmall =
    shown.every((one) => one.n >= MINIMUM_GROUP) &&
    result.subgroups.filter((one) => one.suppressed).every((one) => one.n === 0 && !('estimate' in one))
  return [
    compare(name, shownSubgroups(cases, document), shown, `${shown.length} subgroup figures`),
    {
      name: `${name} suppressed`,
      ok: noSmall && byWithheld.every(Boolean),
      detail: `${result.subgroups.length - shown.length} rows of small groups have no figures`,
    },
  ]
}

function recomputeComparisons(report: ReportFile): Check[] {
  const casesOfResult = (id: string) => report.results.find((one) => one.id === id)?.cases ?? []
  const pairs = report.results.flatMap((first, i) =>
    report.results.slice(i + 1).map((second) => ({ first: first.id, second: second.id })),
  )
  if (pairs.length === 0 && report.comparisons.length === 0) return []
  const computed = pairs.map((pair) => ({
    ...pair,
    differences: compareProducts(casesOfResult(pair.first), casesOfResult(pair.second), report.protocol.document),
  }))
  return [compare('comparison', computed, report.comparisons, `${pairs.length} pairs of products`)]
}

function labelMap(bytes: Uint8Array): {
  labels: Uint8Array
  dims: [number, number, number]
  spacing: [number, number, number]
} {
  const read = readNifti(bytes)
  if (!read.ok) throw new Error(`a reference cannot be read: ${read.problem.message}`)
  const { data, dims, spacing } = volumeFromNifti(read.nifti)
  return { labels: Uint8Array.from(data as ArrayLike<number>), dims, spacing }
}

function unpacked(text: string): Uint8Array {
  return gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MOST_BYTES })
}

function primaryOf(rows: readonly { metric: string; structure: string; threshold?: number }[]): string {
  return sorted(
    rows
      .filter((one) => one.threshold !== undefined)
      .map(({ metric, structure, threshold }) => ({ metric, structure, threshold })),
  )
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
  return canonicalJson(JSON.parse(JSON.stringify(value)))
}
