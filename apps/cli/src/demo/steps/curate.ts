import { annotateEndpoints, curateEndpoints } from '@clic/contracts'
import { CommandError } from '../../command-error.ts'
import { must, mustBeRefused, until, type Way } from '../way.ts'

/** Step 5: the rule is counted with small cells suppressed; the reference masks are accepted; the cohort is frozen. */
export async function curate(way: Way): Promise<void> {
  const permitId = way.ids['permit.project'] as string
  const rule = { permitId, modality: way.useCase.acquisition.modality, needsAcceptedLabel: true }
  await until('the masks to be imported', 180, async () => {
    const labels = await must(way, 'clinician', 'research', annotateEndpoints.labels, {
      query: { permitId, limit: 1000 },
    })
    way.progress(`${labels.length} masks imported`)
    return labels.length >= Number(way.ids['masks']) ? true : undefined
  })
  const cohort = await must(way, 'developer', 'research', curateEndpoints.define, {
    body: { name: way.useCase.title, rule },
  })
  way.ids['cohort'] = cohort.id
  const unread = await must(way, 'developer', 'research', curateEndpoints.define, {
    body: { name: `${way.useCase.title}, masks not accepted yet`, rule: { ...rule, needsAcceptedLabel: false } },
  })
  await mustBeRefused(way, 'developer', 'research', curateEndpoints.freeze, {
    body: { permitId, cohortId: unread.id, name: 'Too early' },
  })
  const accepted = await must(way, 'lead', 'research', annotateEndpoints.acceptMany, {
    body: { permitId, reason: 'Reference masks of a published set, read by its radiologist.' },
  })
  const counts = await must(way, 'developer', 'research', curateEndpoints.preview, { body: rule })
  const frozen = await freeze(way)
  const bands = counts.rows.map((row) => `${row.age}: ${row.female ?? '<5'} women, ${row.male ?? '<5'} men`)
  way.say(
    `   ${counts.persons ?? 'fewer than 5'} persons, ${counts.studies ?? 'fewer than 5'} studies (${bands.join('; ')}); ${accepted.accepted} masks accepted`,
  )
  way.say(
    `   version ${frozen.version}: ${frozen.parts.train} train, ${frozen.parts.tune} tune, ${frozen.parts.test} test (sealed); Merkle root ${frozen.root?.slice(0, 16)}…`,
  )
}

/** Freezes the case’s cohort into its next version and waits for it. */
export async function freeze(way: Way) {
  const { split } = way.useCase
  const started = await must(way, 'developer', 'research', curateEndpoints.freeze, {
    body: {
      permitId: way.ids['permit.project'] as string,
      cohortId: way.ids['cohort'] as string,
      name: way.useCase.title,
      split,
    },
  })
  const frozen = await until('the dataset version to be frozen', 300, async () => {
    const now = await must(way, 'developer', 'research', curateEndpoints.dataset, { params: { datasetId: started.id } })
    way.progress(`${now.done} of ${now.total} items frozen`)
    return now.state === 'freezing' ? undefined : now
  })
  if (frozen.state !== 'frozen')
    throw new CommandError(`The dataset version ${frozen.state}: ${frozen.reason ?? ''}`, 1)
  way.ids['dataset'] = frozen.id
  return frozen
}
