import type { LinkedView } from '@clic/contracts'
import { build } from '@clic/dicom'
import {
  linkObjects,
  parcelOf,
  postParcel,
  smallPhantom,
  testPseudonym,
  withoutIdentity,
} from '../../../testing/linked-studies.ts'
import { danishIdentity, identifiedStudy } from '../../../testing/make-dicom/index.ts'
import type { TestPair } from '../../../testing/zones.ts'

export interface Block {
  seed: string
  dims: [number, number, number]
  spacing: [number, number, number]
  /** Directions of columns, rows and slices in LPS, right-handed. */
  axes: [Vector, Vector, Vector]
  /** First and last voxel of the bright block. */
  from: Vector
  to: Vector
  /** Voxels by which the mask lies beside the block, along the columns. */
  maskBeside?: number
}

type Vector = [number, number, number]

const dark = 100
export const bright = 900
const origin: Vector = [-31, 17, 45]

function affineOf({ axes, spacing }: Pick<Block, 'axes' | 'spacing'>): number[] {
  return [
    ...[0, 1, 2].flatMap((row) => [
      ...axes.map((axis, n) => (axis[row] as number) * (spacing[n] as number)),
      origin[row] as number,
    ]),
    0,
    0,
    0,
    1,
  ]
}

/** A dark volume with a bright block, and a mask that is exactly the block, linked by a real parcel. Returns the study’s id. */
export async function linkBlock(pair: TestPair, permitId: string, block: Block): Promise<string> {
  const { dims, from, to, seed } = block
  const data = new Uint16Array(dims[0] * dims[1] * dims[2]).fill(dark)
  const labels = new Uint8Array(data.length)
  for (let k = from[2]; k <= to[2]; k++) {
    for (let j = from[1]; j <= to[1]; j++) {
      for (let i = from[0]; i <= to[0]; i++) {
        data[i + dims[0] * (j + dims[1] * k)] = bright
        labels[i + (block.maskBeside ?? 0) + dims[0] * (j + dims[1] * k)] = 1
      }
    }
  }
  const image = { dims, spacing: block.spacing, affine: affineOf(block), data }
  const made = identifiedStudy({
    seed,
    identity: danishIdentity(seed),
    image,
    labels,
    structures: [
      { value: 1, name: 'block' },
      { value: 2, name: 'other' },
    ],
    description: 'MR block',
    bodyPart: 'PHANTOM',
  })
  const pseudonym = testPseudonym(seed)
  const objects = [...made.images, ...(made.segmentation ? [made.segmentation] : [])].map((one) =>
    withoutIdentity(one, pseudonym),
  )
  const receipt = await postParcel(
    pair,
    parcelOf({ permitId, pseudonym, studyInstanceUid: made.studyInstanceUid, objects }),
  )
  if (receipt.state !== 'delivered') throw new Error(receipt.reason ?? receipt.state)
  const studies = await pair.research.ports.port<LinkedView>('link.studies').studies(permitId)
  const found = studies.find((one) => one.studyInstanceUid === made.studyInstanceUid)
  if (!found) throw new Error('the study was delivered and is not linked')
  return found.id
}

/** A phantom without a mask, as MR or as a CT scanner writes it: rescaled, and not said to what. Returns the study’s id. */
export async function linkScan(pair: TestPair, permitId: string, modality: 'CT' | 'MR'): Promise<string> {
  const seed = `${modality} scan`
  const { images } = identifiedStudy({
    image: smallPhantom(seed).image,
    seed,
    identity: danishIdentity(seed),
    structures: [],
    description: seed,
    bodyPart: 'HEAD',
  })
  const ct = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    Modality: 'CT',
    RescaleSlope: 1,
    RescaleIntercept: -1024,
  })
  const objects = modality === 'CT' ? images.map((one) => new Map([...one, ...ct])) : images
  return linkObjects(pair, { permitId, pseudonym: testPseudonym(seed), objects })
}
