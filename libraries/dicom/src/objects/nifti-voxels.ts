import type { NiftiData } from './nifti.ts'

interface Kind {
  /** Bytes a voxel. */
  bytes: number
  make: (length: number) => NiftiData
  read: (view: DataView, at: number, little: boolean) => number
}

const f64 = (length: number) => new Float64Array(length)

/** Data types by their code in nifti1.h that hold one real number a voxel. 64-bit whole numbers become doubles. */
export const niftiKinds: Readonly<Record<number, Kind>> = {
  2: { bytes: 1, make: (length) => new Uint8Array(length), read: (view, at) => view.getUint8(at) },
  4: { bytes: 2, make: (length) => new Int16Array(length), read: (view, at, little) => view.getInt16(at, little) },
  8: { bytes: 4, make: (length) => new Int32Array(length), read: (view, at, little) => view.getInt32(at, little) },
  16: { bytes: 4, make: (length) => new Float32Array(length), read: (view, at, little) => view.getFloat32(at, little) },
  64: { bytes: 8, make: f64, read: (view, at, little) => view.getFloat64(at, little) },
  256: { bytes: 1, make: (length) => new Int16Array(length), read: (view, at) => view.getInt8(at) },
  512: { bytes: 2, make: (length) => new Uint16Array(length), read: (view, at, little) => view.getUint16(at, little) },
  768: { bytes: 4, make: f64, read: (view, at, little) => view.getUint32(at, little) },
  1024: { bytes: 8, make: f64, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  1280: { bytes: 8, make: f64, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
}

/** The code that an array is written under. */
export function niftiCodeOf(data: NiftiData): number {
  if (data instanceof Uint8Array) return 2
  if (data instanceof Int16Array) return 4
  if (data instanceof Int32Array) return 8
  if (data instanceof Uint16Array) return 512
  return data instanceof Float64Array ? 64 : 16
}
