import { type AnyDatabase, tables } from '@clic/platform/db'
import { type Compartment, unwrapKey } from './seal.ts'
import type { CurateTables } from './tables.ts'

/** The key of a compartment of a dataset version. Throws when there is none, or when it does not unwrap. */
export async function readKey(
  db: AnyDatabase,
  secret: Uint8Array,
  datasetId: string,
  compartment: Compartment,
): Promise<Uint8Array> {
  const row = await tables<CurateTables>(db)
    .selectFrom('curate.key')
    .select('wrapped')
    .where('dataset_id', '=', datasetId)
    .where('compartment', '=', compartment)
    .executeTakeFirst()
  const key = row && unwrapKey(secret, row.wrapped, datasetId, compartment)
  if (!key)
    throw new Error(
      `The ${compartment} key of dataset version ${datasetId} cannot be unwrapped: it was changed, or the zone’s secret is another one.`,
    )
  return key
}
