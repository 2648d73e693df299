import { deidentifyEndpoints, governEndpoints } from '@clic/contracts'
import { must, until, type Way } from '../way.ts'

/** Step 3: the source is assigned to the project; studies and facts leave with a proof for each object. */
export async function deidentify(way: Way): Promise<void> {
  await must(way, 'engineer', 'clinic', deidentifyEndpoints.addAssignment, {
    body: { permitId: way.ids['permit.project'] as string, sourceId: way.ids['source'] as string },
  })
  const done = await until('every study to leave or be refused', 300, async () => {
    const now = await must(way, 'engineer', 'clinic', deidentifyEndpoints.progress, {})
    way.progress(`${now.studies.left} studies left, ${now.studies.waiting} wait, ${now.objects.released} objects`)
    return now.studies.waiting === 0 && now.studies.left > 0 && now.facts.waiting === 0 ? now : undefined
  })
  const parcels = await must(way, 'dpo', 'clinic', governEndpoints.parcels, { query: { limit: 1000 } })
  way.say(
    `   ${done.studies.left} studies and ${done.facts.left} health records left as parcels (${parcels.length} on the DPO’s page); ${done.objects.released} objects proven, ${done.objects.quarantined} in quarantine; vault: ${done.vault.up ? 'own process' : 'down'}`,
  )
}
