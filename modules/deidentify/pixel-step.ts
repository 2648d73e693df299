import {
  type DeidentificationTerms,
  deidentifyDicom,
  deidentifyFaceless,
  type ObjectResult,
} from '@clic/deidentification'
import { type FrameMask, openPixelReader, type PixelReader } from '@clic/pixels'
import { sql, tables } from '@clic/platform/db'
import type { FaceOf } from './series-face.ts'
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

/**
 * De-identifies an object of a project; one whose pixels need a look is looked at; a document in it is cleaned. `masks`: what a person has
 * drawn for it is masked in any case. Where the profile wants faces removed, an object of a head leaves by what was found in its whole series.
 */
export async function deidentifyLooking(
  station: Station,
  object: { input: Uint8Array; sha256: string; faceOf: FaceOf; masks: FrameMask[] | undefined },
  terms: DeidentificationTerms,
): Promise<ObjectResult> {
  const looking = { ...terms, masks: object.masks, pixels: () => station.pixels.reader() }
  const result = await deidentifyDicom(object.input, looking)
  if (result.status === 'released' || result.code !== 'face-not-removed') return inOnePiece(result)
  return inOnePiece(await deidentifyFaceless(object.input, await object.faceOf(object.sha256), looking))
}

function inOnePiece(result: Awaited<ReturnType<typeof deidentifyDicom>>): ObjectResult {
  if (result.status === 'quarantined') return result
  return { status: 'released', output: Buffer.concat(result.parts), proof: result.proof }
}

/** What people have drawn for some objects of a project, by the SHA-256 of the object. */
export async function drawnMasks(
  station: Station,
  permitId: string,
  sha256s: readonly string[],
): Promise<Map<string, FrameMask[]>> {
  const rows = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.mask')
    .select(['input_sha256', 'masks'])
    .where('permit_id', '=', permitId)
    .where(sql<boolean>`input_sha256 = any(${sha256s})`)
    .execute()
  return new Map(rows.map((row) => [row.input_sha256, row.masks]))
}
