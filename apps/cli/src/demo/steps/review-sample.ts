import { deidentifyEndpoints, type ReplyOf, samplingEndpoints } from '@clic/contracts'
import { zeroEventsUpperBound } from '@clic/statistics'
import { CommandError } from '../../command-error.ts'
import { must, until, type Way } from '../way.ts'
import { heldBack } from './acquire.ts'

/** A project of one’s own asks for more (59 for 5 %); the demonstration’s two reviewers look at so many objects each. */
const objects = 29

/** The bound that 29 clean objects give, or all of a smaller cohort: 9.9 %, rounded up to a tenth of a percent. */
export function reviewLimit(way: Way): number {
  const bound = zeroEventsUpperBound(Math.min(objects, way.data.count - heldBack(way))) ?? 1
  return Math.min(0.999, Math.ceil(bound * 1000) / 1000)
}

/** Two people look at original and result of a random sample. Nobody’s eyes here: the invented identities are searched for in all that is left. */
export async function reviewSample(way: Way, permitId: string): Promise<void> {
  await until('the studies to be held for the sample', 120, async () => {
    const now = await must(way, 'engineer', 'clinic', deidentifyEndpoints.progress, {})
    way.progress(`${now.studies.held} studies held for the sample, ${now.studies.waiting} wait`)
    return now.studies.waiting === 0 && now.studies.held > 0 ? true : undefined
  })
  const samplingOf = async () =>
    (await must(way, 'steward', 'clinic', samplingEndpoints.list, {})).find((one) => one.permitId === permitId)
  const samplingId = (await samplingOf())?.id ?? ''
  await must(way, 'steward', 'clinic', samplingEndpoints.draw, { params: { samplingId } })
  await until('the sample to be drawn', 120, async () => ((await samplingOf())?.drawing === false ? true : undefined))
  const samples = await must(way, 'steward', 'clinic', samplingEndpoints.samples, { params: { samplingId } })
  for (const reviewer of ['steward', 'dpo'] as const)
    for (const { id } of samples) {
      const params = { sampleId: id }
      const compared = await must(way, reviewer, 'clinic', samplingEndpoints.compare, { params })
      if (namesSomebody(way, compared)) throw new CommandError('The sample shows an identifier of a patient.', 1)
      await must(way, reviewer, 'clinic', samplingEndpoints.answer, { params, body: { seen: false } })
    }
  const after = await samplingOf()
  if (after?.state !== 'open') throw new CommandError(`The sampling is ${after?.state} after the review.`, 1)
  way.say(
    `   ${after.reviewed} of ${samples.length} sampled objects reviewed by two people, ${after.leaks} with an identifier: at most ${(after.bound * 100).toFixed(1)} % leak with 95 % confidence (limit ${(Number(after.policy.limit) * 100).toFixed(1)} %)`,
  )
}

function namesSomebody(way: Way, compared: ReplyOf<typeof samplingEndpoints.compare>): boolean {
  const text = compared.rows.map((row) => row.after.map((piece) => piece.text).join('')).join('\n')
  return way.planted.some((one) =>
    [one.cpr, one.cpr.replace('-', ''), one.name, one.address, one.phone, one.accession].some((value) =>
      text.includes(value),
    ),
  )
}
