import { readNifti, volumeFromNifti } from '@clic/dicom'
import { cutAt, findFace } from '@clic/pixels'
import { type Handled, refuse } from './file-result.ts'

type Refused = Extract<Handled, { ok: false }>

/** How a voxel of a data type is written (nifti1.h). */
const writers: Record<number, { bytes: number; range?: [number, number]; write: Writer }> = {
  2: { bytes: 1, range: [0, 255], write: (view, at, value) => view.setUint8(at, value) },
  4: { bytes: 2, range: [-32768, 32767], write: (view, at, value, little) => view.setInt16(at, value, little) },
  8: {
    bytes: 4,
    range: [-(2 ** 31), 2 ** 31 - 1],
    write: (view, at, value, little) => view.setInt32(at, value, little),
  },
  16: { bytes: 4, write: (view, at, value, little) => view.setFloat32(at, value, little) },
  64: { bytes: 8, write: (view, at, value, little) => view.setFloat64(at, value, little) },
  256: { bytes: 1, range: [-128, 127], write: (view, at, value) => view.setInt8(at, value) },
  512: { bytes: 2, range: [0, 65535], write: (view, at, value, little) => view.setUint16(at, value, little) },
  768: { bytes: 4, range: [0, 2 ** 32 - 1], write: (view, at, value, little) => view.setUint32(at, value, little) },
}
type Writer = (view: DataView, at: number, value: number, little: boolean) => void

/** Below it lie only values of CT: no MR volume has numbers like that. */
const ctBelow = -500

/**
 * The image of a NIfTI-1 volume without the face; a file says neither modality nor part of the body, so that one in which no whole head is
 * found is refused. `header`: 352 bytes, behind which the image begins.
 */
export async function niftiWithoutFace(
  header: Buffer,
  image: Uint8Array,
): Promise<{ ok: true; image: Uint8Array; changed: boolean } | Refused> {
  const read = readNifti(Buffer.concat([header, image]))
  if (!read.ok) return faceless(`It is no NIfTI-1 volume of three dimensions that can be read here.`)
  const { nifti } = read
  if (nifti.orientation === 'none') return faceless('It does not say how it lies in the patient.')
  const volume = volumeFromNifti(nifti)
  const modality = volume.data.some((value) => value < ctBelow) ? 'CT' : 'MR'
  const found = await findFace({ modality, dims: volume.dims, affine: volume.affine, data: volume.data })
  if (!found.ok) return faceless(found.reason)
  const little = header.readInt32LE(0) === 348
  const [code, slope, intercept] = little
    ? [header.readInt16LE(70), header.readFloatLE(112), header.readFloatLE(116)]
    : [header.readInt16BE(70), header.readFloatBE(112), header.readFloatBE(116)]
  const writer = writers[code]
  if (!writer) return faceless('Voxels of its data type are not written here.')
  const plain = slope === 0 || !Number.isFinite(slope) || !Number.isFinite(intercept)
  const wanted = plain ? found.fill : (found.fill - intercept) / slope
  const value = writer.range ? Math.min(writer.range[1], Math.max(writer.range[0], Math.round(wanted))) : wanted
  const out = Buffer.from(image)
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength)
  const [columns, rows, slices] = volume.dims
  const a = volume.affine
  let at = 0
  for (let k = 0; k < slices; k++)
    for (let j = 0; j < rows; j++)
      for (let i = 0; i < columns; i++, at++) {
        const y = a[4]! * i + a[5]! * j + a[6]! * k + a[7]!
        const z = a[8]! * i + a[9]! * j + a[10]! * k + a[11]!
        if (y < cutAt(found.cut, z)) writer.write(view, at * writer.bytes, value, little)
      }
  return { ok: true, image: out, changed: Buffer.compare(out, image) !== 0 }
}

function faceless(reason: string): Refused {
  return refuse(
    'face-not-removed',
    `The face was not removed. ${reason}`,
    'An authorised person removes the face by other means and sends the series again, or it is left out, or it leaves under a profile without this option.',
  )
}
