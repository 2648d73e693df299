import { gzipSync } from 'node:zlib'
import { columnOf, type Grid, isRectangular, norm } from './geometry.ts'
import { type NiftiData, turned } from './nifti.ts'
import { quaternionOf } from './nifti-affine.ts'
import { niftiCodeOf, niftiKinds } from './nifti-voxels.ts'

/**
 * A volume as a NIfTI-1 file; LPS becomes RAS, voxels keep their order. sform and, where the axes stand at right angles, qform say
 * the same. The header holds geometry only: nothing of the patient or the study goes with the voxels.
 */
export function niftiFromVolume(volume: Grid & { data: NiftiData }, options: { gzip?: boolean } = {}): Uint8Array {
  const { data } = volume
  const code = niftiCodeOf(data)
  const affine = turned(volume.affine)
  const header = Buffer.alloc(352)
  header.writeInt32LE(348, 0)
  for (const [n, size] of [3, ...volume.dims, 1, 1, 1, 1].entries()) header.writeInt16LE(size, 40 + 2 * n)
  header.writeInt16LE(code, 70)
  header.writeInt16LE((niftiKinds[code]?.bytes ?? 0) * 8, 72)
  header.writeFloatLE(1, 76)
  for (const n of [0, 1, 2] as const) header.writeFloatLE(norm(columnOf(affine, n)), 80 + 4 * n)
  header.writeFloatLE(352, 108)
  header.writeFloatLE(1, 112)
  // Millimetres and seconds.
  header.writeUInt8(2 | 8, 123)
  if (isRectangular(affine)) writeQform(header, affine)
  header.writeInt16LE(1, 254)
  for (let n = 0; n < 12; n++) header.writeFloatLE(affine[n] as number, 280 + 4 * n)
  header.write('n+1\0', 344, 'latin1')
  const file = Buffer.concat([header, Buffer.from(data.buffer, data.byteOffset, data.byteLength)])
  return options.gzip ? gzipSync(file) : file
}

function writeQform(header: Buffer, affine: readonly number[]): void {
  const { b, c, d, handed } = quaternionOf(affine)
  header.writeFloatLE(handed, 76)
  header.writeInt16LE(1, 252)
  for (const [n, part] of [b, c, d, ...columnOf(affine, 3)].entries()) header.writeFloatLE(part, 256 + 4 * n)
}
