import { canonicalJson, sha256 } from '@clic/ledger'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * An item's id follows from its study's: the same study has the same id in each version, so that versions can be compared and
 * the Merkle root depends on the content alone. It leads back to no study.
 */
export function itemId(studyId: string): string {
  const hash = BigInt(`0x${sha256(`item\n${studyId}`)}`)
  const tail = Array.from({ length: 26 }, (_, n) => alphabet[Number((hash >> BigInt(5 * n)) & 31n)]).join('')
  return `item-${tail}`
}

/** The two files of an item. */
export const itemFiles = ['image.nii', 'label.nii'] as const
export type ItemFile = (typeof itemFiles)[number]

/** What the item's leaf in the Merkle tree commits to. Both are SHA-256 of plain files. */
export function itemHash(files: { image: string; label: string }): string {
  return sha256(canonicalJson({ image: files.image, label: files.label }))
}
