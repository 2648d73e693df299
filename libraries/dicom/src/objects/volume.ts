import type { Grid } from './geometry.ts'

export type VoxelData = Int16Array | Uint16Array | Uint8Array | Float32Array

/** Where the pictures of a series lie, without their pixels. Voxel (i, j, k) is number `i + columns * (j + rows * k)`. */
export interface SeriesGrid extends Grid {
  /** Empty for a stack. */
  frameOfReferenceUid: string
  seriesInstanceUid: string
  /** One a slice, in the order of k; the same one again for the frames of a multi-frame image. */
  sopInstanceUids: string[]
  sopClassUid: string
  /** One a slice, where a series mixes them. */
  sopClassUids?: string[]
  /** Frame of each slice within its object, from 1; 0 for a single-frame image. Absent where all images are single-frame. */
  frameNumbers?: number[]
  /** Absent for a volume. Frames that lie beside each other and not above each other have one plane, and no third dimension. */
  stack?: {
    /** True when `spacing` is millimetres in the patient; else it is the shape of a pixel, its width 1. */
    measured: boolean
    /** Why it is no volume: a sentence for a person. */
    why: string
  }
}

/** A regular volume in patient space, or (where said so) a stack of frames, with its voxels. */
export interface Volume extends SeriesGrid {
  data: VoxelData
}

export interface VolumeProblem {
  code:
    | 'no-slices'
    | 'unreadable'
    | 'not-an-image'
    | 'compressed'
    | 'multi-frame'
    | 'mixed-size'
    | 'tiled'
    | 'too-large'
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

export type GridResult = { ok: true; grid: SeriesGrid } | { ok: false; problem: VolumeProblem }
