import { join } from 'node:path'
import { address } from '@clic/contracts'
import { canonicalJson } from '@clic/ledger'
import { systemClock } from '@clic/platform/clock'
import { doorEndpoints, signDoorCall, signParcel } from '@clic/platform/doors'
import { newId } from '@clic/platform/ids'
import { openZoneKeys } from '@clic/platform/keys'
import { CommandError } from '../command-error.ts'
import { loopback, type Way } from './way.ts'

/**
 * Posts a parcel of a kind that nobody declared, signed with the clinic’s own key: even so the door stays shut. Returns the
 * reason that the door gave.
 */
export async function postUndeclared(way: Way): Promise<string> {
  const keys = openZoneKeys(join(way.platform.layout.clinic, 'keys'))
  const parcel = signParcel(
    {
      id: newId('parcel', systemClock),
      kind: 'patient-list',
      from: 'clinic',
      permitId: way.ids['permit.project'] as string,
      header: {},
      content: new Uint8Array(),
    },
    keys.privateKey,
  )
  const url = address(doorEndpoints.complete, { params: { id: parcel.id } }, loopback(way.platform.researchUrl))
  const body = canonicalJson(parcel)
  const signature = signDoorCall({ method: 'POST', url, body }, keys.privateKey, systemClock.now())
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...signature, 'content-type': 'application/json' },
    body,
  })
  const receipt = (await answer.json()) as { state?: string; reason?: string; detail?: string }
  if (receipt.state !== 'refused')
    throw new CommandError(
      `The door took a parcel of an undeclared kind (${answer.status}: ${receipt.detail ?? receipt.state}).`,
      1,
    )
  return receipt.reason ?? 'refused'
}
