import type { ProductDifference, SegmentationProtocol, SharedCase } from '@clic/statistics'

/** What of `report.json` is recomputed; the module `report` writes it. */
export interface ReportFile {
  format: string
  id: string
  protocol: { id: string; hash: string; registeredAt: string; document: SegmentationProtocol & Record<string, unknown> }
  dataset: { id: string; root: string; parts: Record<string, number>; structures: { value: number; name: string }[] }
  results: ReportedResult[]
  comparisons: { first: string; second: string; differences: ProductDifference[] }[]
}

export interface ReportedResult {
  id: string
  releaseId: string
  productName: string
  version: string
  verdict: string
  protocolHash: string
  datasetRoot: string
  weightsSha256: string
  masksSha256: string
  masks: string
  /** Items whose person was erased after the verdict; absent in reports from before this could happen. */
  erased?: { item: string; by: string }[]
  cases: SharedCase[]
  summary: { metric: string; structure: string; threshold?: number; passed?: boolean }[]
  subgroups: { by: string; group: string; metric: string; structure: string; n: number; suppressed: boolean }[]
}

/** `tests/<result>.masks.json`: the frozen label file and the product's answer of every case, gzip'ed, as base64. */
export interface MasksFile {
  items: { item: string; image: string; label: string; prediction: string | null }[]
}
