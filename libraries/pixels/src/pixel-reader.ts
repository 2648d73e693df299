import type { Box, Raster } from './raster.ts'

/** A line of text in a picture. `text` is what was recognised, never to be logged or kept. */
export interface TextFound {
  box: Box
  text: string
  /** 0 to 1. */
  score: number
}

export interface FaceFound {
  box: Box
  /** 0 to 1. */
  score: number
}

/** Finds text and faces in pictures. */
export interface PixelReader {
  text(raster: Raster): Promise<TextFound[]>
  faces(raster: Raster): Promise<FaceFound[]>
  close(): Promise<void>
}

/** Loads the models once. Throws when they cannot be loaded; then nothing that needs a look may leave. */
export async function openPixelReader(): Promise<PixelReader> {
  throw new Error('the pixel reader is not there yet')
}
