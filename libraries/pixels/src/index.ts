export { type FaceFound, openPixelReader, type PixelReader, type TextFound } from './pixel-reader.ts'
export { type Box, maskBoxes, type Raster } from './raster.ts'
export { isTechnical } from './text/technical-text.ts'
