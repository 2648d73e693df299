import { gzipSync } from 'node:zlib'
import { canonicalJson } from '@clic/ledger'
import type { MeasuredItem } from '@clic/statistics'

/** Reference and answer of every case, without any image: small, and enough to recompute each figure. */
export function packMasks(measured: readonly MeasuredItem[]): Uint8Array {
  const pack = (labels: ArrayLike<number>) => gzipSync(Uint8Array.from(labels), { level: 9 }).toString('base64')
  const items = measured.map((one) => ({ item: one.item, dims: one.dims, spacing: one.spacing, reference: pack(one.reference), prediction: one.prediction ? pack(one.prediction) : null }))
  return Buffer.from(canonicalJson({ items }))
}
