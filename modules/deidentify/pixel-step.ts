import {
  type DeidentificationTerms,
  deidentifyDicom,
  deidentifyObject,
  type ObjectResult,
} from '@clic/deidentification'
import { openPixelReader, type PixelReader } from '@clic/pixels'
import { tables } from '@clic/platform/db'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

/** The reader of pixels: opened by the first object that needs it, its process ends by itself when idle. */
export interface PixelStep {
  /** Undefined where its models cannot be loaded: then what needs a look stays in quarantine. */
  reader(): Promise<PixelReader | undefined>
  close(): Promise<void>
}

export function createPixelStep(failed: (reason: string) => void): PixelStep {
  let opened: Promise<PixelReader | undefined> | undefined
  return {
    reader() {
      opened ??= openPixelReader().catch((error) => {
        // Tried again with the next object: a machine that was short of memory may have some then.
        opened = undefined
        failed(error instanceof Error ? error.name : 'unknown')
        return undefined
      })
      return opened
    },
    async close() {
      await (await opened)?.close()
    },
  }
}

/** De-identifies an object of a project; one whose pixels need a look is looked at, or masked as a person has drawn; a document in it is cleaned. */
export async function deidentifyLooking(
  station: Station,
  permitId: string,
  object: { input: Uint8Array; sha256: string },
  terms: DeidentificationTerms,
): Promise<ObjectResult> {
  const result = await deidentifyObject(object.input, terms)
  if (result.status === 'released' || !/^(?:look-|document-not-cleaned$)/.test(result.code)) return result
  const masks = await drawnMasks(station, permitId, object.sha256)
  const pixels = masks ? undefined : await station.pixels.reader()
  const looked = await deidentifyDicom(object.input, { ...terms, pixels, masks })
  if (looked.status === 'quarantined') return looked
  return { status: 'released', output: Buffer.concat(looked.parts), proof: looked.proof }
}

async function drawnMasks(station: Station, permitId: string, sha256: string) {
  const row = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.mask')
    .select('masks')
    .where('permit_id', '=', permitId)
    .where('input_sha256', '=', sha256)
    .executeTakeFirst()
  return row?.masks
}
