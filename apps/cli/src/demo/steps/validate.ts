import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { registerEndpoints, validateEndpoints } from '@clic/contracts'
import { packMap } from '@clic/monai-deploy'
import { CommandError } from '../../command-error.ts'
import { repository } from '../../repository.ts'
import { must, postBytes, until, type Way } from '../way.ts'

/** Step 8: both products are registered with their intended use, the protocol is registered, the sealed part is opened for each. */
export async function validate(way: Way): Promise<void> {
  const { useCase } = way
  const intendedUse = {
    ...useCase.product.intendedUse,
    modalities: [useCase.acquisition.modality],
    structures: useCase.structures,
  }
  const ours = await must(way, 'developer', 'research', registerEndpoints.addProduct, {
    body: {
      name: useCase.product.name,
      kind: 'home-made',
      manufacturer: useCase.product.manufacturer,
      regulatoryPath: useCase.product.regulatoryPath,
      intendedUse,
    },
  })
  const release = await must(way, 'developer', 'research', registerEndpoints.addFromCandidate, {
    body: { productId: ours.id, candidateId: way.ids['candidate'] as string, version: '1.0.0' },
  })
  way.ids['release'] = release.id
  const theirs = await must(way, 'vendor', 'research', registerEndpoints.addProduct, {
    body: {
      name: useCase.bought.name,
      kind: 'bought',
      manufacturer: useCase.bought.manufacturer,
      regulatoryPath: useCase.bought.regulatoryPath,
      intendedUse,
    },
  })
  const uploaded = await postBytes(
    way,
    'vendor',
    'research',
    registerEndpoints.addBought,
    { params: { productId: theirs.id }, query: { version: '2.3.0' } },
    await boughtPackage(way),
    'application/x-tar',
  )
  if (!uploaded.ok)
    throw new CommandError(`The vendor’s package was refused: ${(await uploaded.text()).slice(0, 300)}`, 1)
  const bought = (await uploaded.json()) as { id: string }
  const { protocol } = useCase
  const registered = await must(way, 'tester', 'research', validateEndpoints.register, {
    body: {
      title: `${useCase.title}: acceptance`,
      permitId: way.ids['permit.project'] as string,
      datasetId: way.ids['dataset'] as string,
      primary: useCase.structures.map((one) => ({
        metric: 'dice' as const,
        structure: one.name,
        threshold: protocol.threshold,
      })),
      secondary: useCase.structures.map((one) => ({ metric: 'hd95' as const, structure: one.name })),
      bootstrap: { replicates: protocol.replicates, seed: protocol.seed, level: 0.95 },
      maxOpenings: protocol.maxOpenings,
    },
  })
  way.ids['protocol'] = registered.id
  const own = await runOne(way, release.id)
  const other = await runOne(way, bought.id)
  const dice = own.summary.filter((one) => one.metric === 'dice')
  way.figures.dice = {
    mean: dice.reduce((sum, one) => sum + one.estimate, 0) / Math.max(1, dice.length),
    structures: Object.fromEntries(dice.map((one) => [one.structure, one.estimate])),
  }
  for (const one of [own, other]) {
    const figures = one.summary
      .filter((row) => row.metric === 'dice')
      .map((row) => `${row.structure} ${row.estimate.toFixed(3)} [${row.lower.toFixed(3)}–${row.upper.toFixed(3)}]`)
    way.say(
      `   ${one.productName} ${one.version} (${one.kind}): ${one.verdict}; Dice ${figures.join(', ')}; opening ${one.opening} of ${protocol.maxOpenings}`,
    )
  }
  const refused = other.findings.find((one) => !one.ok)
  if (refused) way.refusals.push({ gate: 'release.accept', rule: refused.rule, reason: refused.reason })
  if (other.verdict !== 'refused')
    throw new CommandError('The bought product was not refused, although its figures are poor.', 1)
  if (own.verdict !== 'accepted') throw new CommandError(`The trained release was refused: ${own.reason}`, 1)
}

async function runOne(way: Way, releaseId: string) {
  const started = await must(way, 'tester', 'research', validateEndpoints.run, {
    body: { protocolId: way.ids['protocol'] as string, releaseId },
  })
  const ended = await until('the validation to end', 900, async () => {
    const now = await must(way, 'tester', 'research', validateEndpoints.validation, {
      params: { validationId: started.id },
    })
    way.progress(`${now.productName}: ${now.done} of ${now.total} cases`)
    return now.state === 'finished' || now.state === 'failed' ? now : undefined
  })
  if (ended.state === 'failed')
    throw new CommandError(`The validation of ${ended.productName} failed: ${ended.reason}`, 1)
  return ended
}

/** The fixture is made by the runtime’s own script, deterministic and never trained on these data. */
async function boughtPackage(way: Way): Promise<Uint8Array> {
  const folder = join(way.out, '.bought-map')
  rmSync(folder, { recursive: true, force: true })
  const script = join(repository, 'runtime', 'fixtures', 'make_bought_map.py')
  const made = spawnSync(way.python, [script, folder], { encoding: 'utf8' })
  if (made.status !== 0)
    throw new CommandError(`The vendor’s package could not be made: ${made.stderr.trim().split('\n').at(-1)}`, 1)
  const packed = await packMap(folder)
  rmSync(folder, { recursive: true, force: true })
  return packed
}
