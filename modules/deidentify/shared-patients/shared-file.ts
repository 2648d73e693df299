import { createPublicKey } from 'node:crypto'
import {
  ok,
  type Result,
  refuse,
  type SharedFile,
  type SharedFileContent,
  sharedFileContentSchema,
  sharedFileType,
} from '@clic/contracts'
import { canonicalJson, keyId, signEnvelope, verifyEnvelope } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { type Agreement, fingerprint } from './agreements.ts'

/** So long a file may be on its way, and so long the key of a question waits for its answer. */
const fileDays = 7

/** A message for the other region as a file, signed with this zone's key. */
export function sharedFile(station: Station, content: SharedFileContent): SharedFile {
  const { privateKey, publicKey } = station.context.keys
  const key = { keyId: keyId(publicKey), publicKey, privateKey }
  const { payload, signatures } = signEnvelope(sharedFileType, canonicalJson(content), key)
  return { payload, payloadType: sharedFileType, signatures: [...signatures] }
}

/** What a file says, when the partner of the agreement signed it for this zone within the last days. */
export function openFile(station: Station, agreement: Agreement, file: SharedFile): Result<SharedFileContent> {
  const publicKey = createPublicKey(agreement.public_key)
  const opened = verifyEnvelope(file, [{ keyId: keyId(publicKey), publicKey }], { payloadType: sharedFileType })
  if (!opened.ok) return notTheirs
  const content = sharedFileContentSchema.safeParse(jsonOf(opened.payload))
  if (!content.success) return unreadable
  if (content.data.message.to !== fingerprint(station.context.keys.publicPem)) return notForUs
  const age = station.context.clock.now().getTime() - new Date(content.data.at).getTime()
  return Math.abs(age) <= fileDays * 86_400_000 ? ok(content.data) : tooOld
}

/** Questions by file whose answer did not come in time end, and their keys with them. */
export async function endOverdue(station: Station): Promise<void> {
  const before = new Date(station.context.clock.now().getTime() - fileDays * 86_400_000)
  await tables<DeidentifyTables>(station.context.db)
    .updateTable('deidentify.shared_run')
    .set({ state: 'failed', problem: 'No answer came within seven days.', client_key: null })
    .where('by_file', '=', true)
    .where('direction', '=', 'asked')
    .where('state', '=', 'waiting')
    .where('at', '<', before)
    .execute()
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

const notTheirs = refuse(422, {
  code: 'file-signature',
  title: 'Not a file of this partner',
  detail: 'The file is not signed with the key that the agreement names, or it was changed on its way.',
  next: 'Choose the agreement that the file belongs to, or ask the partner for the file again.',
})
const unreadable = refuse(422, {
  code: 'file-content',
  title: 'Not a file of this kind',
  detail: 'The file is signed by the partner, and says nothing that this version understands.',
  next: 'Both regions use the same version of the platform.',
})
const notForUs = refuse(422, {
  code: 'file-for-another',
  title: 'Meant for another zone',
  detail: 'The partner made this file for a zone with another key.',
  next: 'Ask the partner for the file that is meant for this zone.',
})
const tooOld = refuse(422, {
  code: 'file-age',
  title: 'Too old',
  detail: `A file between two regions is good for ${fileDays} days.`,
  next: 'Ask for a new count.',
})
