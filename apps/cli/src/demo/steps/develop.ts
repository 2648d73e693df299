import { developEndpoints } from '@clic/contracts'
import { CommandError } from '../../command-error.ts'
import { must, until, type Way } from '../way.ts'

/** Step 7: MONAI trains a 3-D U-Net on the frozen dataset, under the permit. */
export async function develop(way: Way): Promise<void> {
  const run = await must(way, 'developer', 'research', developEndpoints.start, {
    body: {
      permitId: way.ids['permit.project'] as string,
      datasetId: way.ids['dataset'] as string,
      name: `${way.useCase.title} U-Net`,
      config: { ...way.useCase.training, ...(way.epochs ? { epochs: way.epochs } : {}) },
    },
  })
  const ended = await until('the training to end', 1800, async () => {
    const now = await must(way, 'developer', 'research', developEndpoints.read, { params: { runId: run.id } })
    const last = now.epochs.at(-1)
    if (last) way.progress(`epoch ${last.epoch}, loss ${last.loss.toFixed(3)}, Dice ${last.dice?.toFixed(3) ?? '–'}`)
    return now.state === 'waiting' || now.state === 'running' ? undefined : now
  })
  if (ended.state !== 'finished' || !ended.candidateId)
    throw new CommandError(`The training ${ended.state}: ${ended.reason ?? ''} ${ended.next ?? ''}`, 1)
  way.ids['candidate'] = ended.candidateId
  const last = ended.epochs.at(-1)
  way.say(
    `   ${ended.epochs.length} epochs, tune Dice ${last?.dice?.toFixed(3) ?? '–'}; the candidate binds weights, data root, code, environment and seed`,
  )
}
