import { keyId, type SigningKey } from '@clic/ledger'
import type { ZoneKeys } from '../keys/index.ts'

/** The zone's key pair in the form the ledger library signs with. */
export function ledgerSigningKey(keys: ZoneKeys): SigningKey {
  return { keyId: keyId(keys.publicKey), publicKey: keys.publicKey, privateKey: keys.privateKey }
}
