import type { Grid } from './geometry.ts'

export type VoxelData = Int16Array | Uint16Array | Uint8Array | Float32Array

/** A regular volume in patient space. Voxel (i, j, k) is number `i + columns * (j + rows * k)`. */
export interface Volume extends Grid {
  data: VoxelData
  frameOfReferenceUid: string
  seriesInstanceUid: string
  /** One a slice, in the order of k. */
  sopInstanceUids: string[]
  sopClassUid: string
}

export interface VolumeProblem {
  code:
    | 'no-slices'
    | 'unreadable'
    | 'not-an-image'
    | 'compressed'
    | 'multi-frame'
    | 'no-frame-of-reference'
    | 'mixed-series'
    | 'mixed-geometry'
    | 'sheared'
    | 'irregular-spacing'
    | 'unknown-spacing'
    | 'duplicate-slice'
    | 'pixel-length'
  message: string
}

export type VolumeResult = { ok: true; volume: Volume } | { ok: false; problem: VolumeProblem }
