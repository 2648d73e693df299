import { deidentifyEndpoints, governEndpoints } from '@clic/contracts'
import { must, until, type Way } from '../way.ts'
import { reviewLimit, reviewSample } from './review-sample.ts'

/** Step 3: the source is assigned to the project; two people review a sample of what would leave, and then studies and facts leave with a proof for each object. */
export async function deidentify(way: Way): Promise<void> {
  const permitId = way.ids['permit.project'] as string
  await must(way, 'engineer', 'clinic', deidentifyEndpoints.addAssignment, {
    body: { permitId, sourceId: way.ids['source'] as string, sampling: { limit: reviewLimit(way), every: 20 } },
  })
  await reviewSample(way, permitId)
  const done = await until('every study to leave or be refused', 300, async () => {
    const now = await must(way, 'engineer', 'clinic', deidentifyEndpoints.progress, {})
    way.progress(`${now.studies.left} studies left, ${now.studies.waiting} wait, ${now.objects.released} objects`)
    return now.studies.waiting + now.studies.held === 0 && now.studies.left > 0 && now.facts.waiting === 0
      ? now
      : undefined
  })
  const parcels = await must(way, 'dpo', 'clinic', governEndpoints.parcels, { query: { limit: 1000 } })
  way.say(
    `   ${done.studies.left} studies and ${done.facts.left} health records left as parcels (${parcels.length} on the DPO’s page); ${done.objects.released} objects proven, ${done.objects.quarantined} in quarantine; vault: ${done.vault.up ? 'own process' : 'down'}`,
  )
}
