import { createHash } from 'node:crypto'
import type { ObjectResult } from './object-result.ts'
import type { Profile } from './profile.ts'
import type { Subject } from './subject.ts'
import type { IdentitySweep } from './sweep.ts'

export async function deidentifyObject(
  input: Uint8Array,
  given: { profile: Profile; subject: Subject; sweep: IdentitySweep },
): Promise<ObjectResult> {
  void given
  return {
    status: 'quarantined',
    code: 'not-ready',
    reason: 'The engine is not complete.',
    next: 'Wait for the next version.',
    inputSha256: createHash('sha256').update(input).digest('hex'),
    modality: '',
  }
}
