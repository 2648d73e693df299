import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Subject } from '@clic/deidentification'
import { CommandError } from '../command-error.ts'
import { makeFolder } from './make-folder.ts'

/** Never beside the output: who has the output must not have the key. */
export function defaultKeyFile(): string {
  return join(homedir(), '.config', 'clic', 'deidentification-key.json')
}

/** Reads the key, or makes one that only its owner may read. */
export function openKey(path: string): { path: string; secret: Buffer; created: boolean } {
  if (!existsSync(path)) {
    const secret = randomBytes(32)
    makeFolder(dirname(path), 0o700)
    writeFileSync(path, `${JSON.stringify({ version: 1, key: secret.toString('hex') })}\n`, { mode: 0o600, flag: 'wx' })
    return { path, secret, created: true }
  }
  const found = /"key"\s*:\s*"([0-9a-f]{64})"/.exec(readFileSync(path, 'latin1'))
  if (!found) throw new CommandError(`${path} is no key file: it holds no 32 bytes in hexadecimal.`)
  return { path, secret: Buffer.from(found[1]!, 'hex'), created: false }
}

/** Who a patient becomes under a key; the same patient always the same. Dates move back by 1 to 1,000 days. */
export function subjectOf(secret: Uint8Array, patient: string): Subject {
  const derive = (purpose: string, text: string) => createHmac('sha256', secret).update(`${purpose}\0${text}`).digest()
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  const pseudonym = Array.from(derive('pseudonym', patient).subarray(0, 12), (byte) => letters[byte & 31]).join('')
  return {
    pseudonym: `P-${pseudonym}`,
    dateShiftDays: -(1 + (derive('days', patient).readUInt32BE(0) % 1000)),
    uidKey: derive('uid', ''),
  }
}
