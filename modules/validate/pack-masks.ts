import { gzipSync } from 'node:zlib'
import { canonicalJson } from '@clic/ledger'
import type { Reference } from './references.ts'
import type { Answers } from './run-product.ts'

/**
 * Reference and answer of every case, without any image: small, and enough to recompute each figure. `label` is the frozen NIfTI
 * file; its digest and that of the image give the item's digest, and so the dataset's root.
 */
export function packMasks(references: readonly Reference[], answers: Answers): Uint8Array {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const items = references.map(({ item, imageSha256, label }) => {
    const answer = answers.get(item.id)
    return { item: item.id, image: imageSha256, label: text(label), prediction: answer ? text(gzipSync(answer)) : null }
  })
  return Buffer.from(canonicalJson({ items }))
}
