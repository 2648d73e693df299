import { gunzipSync } from 'node:zlib'
import { columnOf, norm } from './geometry.ts'
import type { Nifti, NiftiData, NiftiProblem, NiftiResult } from './nifti.ts'
import { niftiAffine } from './nifti-affine.ts'
import { niftiKinds } from './nifti-voxels.ts'

const maxBytes = 2 ** 31 - 1

/**
 * Reads a single-file NIfTI-1 image (.nii or .nii.gz) of three dimensions, either byte order, with scl_slope applied. Lengths
 * come out in millimetres whatever unit the file names. Source: nifti1.h of the NIfTI Data Format Working Group.
 */
export function readNifti(input: Uint8Array): NiftiResult {
  let bytes = input
  try {
    if (input[0] === 0x1f && input[1] === 0x8b) bytes = gunzipSync(input, { maxOutputLength: maxBytes })
  } catch {
    return refuse('truncated', 'The compressed image does not unpack: it is cut off, damaged or larger than 2 GiB.')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = headerOf(view)
  if (!header.ok) return header
  const { little, dims, code } = header
  const kind = niftiKinds[code]
  if (!kind) return refuse('unsupported', `Voxels of NIfTI data type ${code} are not read.`)
  const offset = view.getFloat32(108, little)
  if (!Number.isInteger(offset) || offset < 352)
    return refuse('not-nifti', 'The header does not say where the voxels begin.')
  const count = dims[0] * dims[1] * dims[2]
  if (view.byteLength - offset < count * kind.bytes)
    return refuse('truncated', `The image has fewer voxels than the ${dims.join(' × ')} that its header says.`)
  const geometry = niftiAffine(view, little)
  const spacing = ([0, 1, 2] as const).map((n) => norm(columnOf(geometry.affine, n))) as [number, number, number]
  if (!geometry.affine.every(Number.isFinite) || spacing.some((one) => one < 1e-6))
    return refuse('bad-geometry', 'The header gives the voxels no size in space.')
  const data = kind.make(count)
  for (let i = 0; i < count; i++) data[i] = kind.read(view, offset + i * kind.bytes, little)
  const nifti: Nifti = { dims, spacing, ...geometry, data: scaled(data, view, little) }
  return { ok: true, nifti }
}

type Header = { ok: true; little: boolean; dims: [number, number, number]; code: number }

function headerOf(view: DataView): Header | { ok: false; problem: NiftiProblem } {
  if (view.byteLength < 348) return refuse('not-nifti', 'The file is no NIfTI image: it is shorter than a header.')
  const size = view.getInt32(0, true)
  if (size === 540 || view.getInt32(0, false) === 540)
    return refuse('unsupported', 'NIfTI-2 images are not read, only NIfTI-1.')
  const little = size === 348
  if (!little && view.getInt32(0, false) !== 348) return refuse('not-nifti', 'The file is no NIfTI image.')
  const magic = String.fromCharCode(view.getUint8(344), view.getUint8(345), view.getUint8(346))
  if (magic === 'ni1') return refuse('unsupported', 'A pair of .hdr and .img is not read. Convert it to one .nii file.')
  if (magic !== 'n+1') return refuse('not-nifti', 'The file is no NIfTI-1 image (an Analyze file, perhaps).')
  const dim = Array.from({ length: 8 }, (_, n) => view.getInt16(40 + 2 * n, little))
  const [count, ...sizes] = dim as [number, ...number[]]
  if (count < 3 || count > 7 || sizes.slice(3, count).some((one) => one !== 1))
    return refuse('unsupported', 'Only images of three dimensions are read.')
  const dims = sizes.slice(0, 3) as [number, number, number]
  if (dims.some((one) => one < 1)) return refuse('not-nifti', 'The header gives a dimension of no voxels.')
  return { ok: true, little, dims, code: view.getInt16(70, little) }
}

function scaled(data: NiftiData, view: DataView, little: boolean): NiftiData {
  const slope = view.getFloat32(112, little)
  const intercept = view.getFloat32(116, little)
  // A slope of nought, and by custom one that is no number, means none.
  if (slope === 0 || !Number.isFinite(slope) || !Number.isFinite(intercept) || (slope === 1 && intercept === 0))
    return data
  const map = (value: number) => value * slope + intercept
  const wide = data instanceof Float64Array || data instanceof Int32Array
  return wide ? Float64Array.from(data, map) : Float32Array.from(data, map)
}

function refuse(code: NiftiProblem['code'], message: string): { ok: false; problem: NiftiProblem } {
  return { ok: false, problem: { code, message } }
}
