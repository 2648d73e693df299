import type { PixelReader } from '@clic/pixels'

/** A reader of text and faces, or what opens one when something has to be looked at: its models take seconds to load. */
export type GivenReader = PixelReader | (() => Promise<PixelReader | undefined>)

/** Undefined where none was given, or its models cannot be loaded. */
export async function readerOf({ pixels }: { pixels?: GivenReader | undefined }): Promise<PixelReader | undefined> {
  return typeof pixels === 'function' ? await pixels() : pixels
}
