import {
  type DatasetView,
  ok,
  type Person,
  type ReleaseView,
  type Result,
  refuse,
  type Validation,
} from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { countOpenings, lockDataset, openingsAllowed, somebodyWasFaster } from './openings.ts'
import { protocolHash, registeredProtocol } from './protocol.ts'
import type { ValidateTables } from './tables.ts'
import { listValidations } from './views.ts'

/** Gate `testpart.open`; then an opening is reserved, and the measuring is a job. */
export async function startValidation(
  context: PartContext,
  order: { protocolId: string; releaseId: string },
  person: Person,
): Promise<Result<Validation>> {
  const found = await look(context, order)
  if (!found.ok) return found
  const { protocol, release, datasets, dataset } = found.value
  const id = newId('validation', context.clock)
  const { used } = await countOpenings(context.db, datasets, dataset.id)
  const registered = await registeredProtocol(context.ledger, protocol.id)
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'testpart.open',
    facts: {
      ...(await context.port<PermitView>('govern.permits').facts(protocol.document.permitId)),
      personId: person.id,
      ...(registered ? { protocolRegisteredAt: registered.at, protocolHash: registered.hash } : {}),
      protocolHashNow: protocolHash(protocol.document),
      openerBuiltIt: release.builders.includes(person.id),
      openings: used,
      maxOpenings: await openingsAllowed(context.db, protocol.id, dataset.id),
    },
    subject: { kind: 'validation', id },
    actor: person,
  })
  if (!decision.open) return { ok: false, problem: refusal(decision) }
  const started = await context.transact(async (change) => {
    if (!(await lockDataset(change.db, dataset.id))) return somebodyWasFaster
    // The gate decided on this number.
    const now = await countOpenings(change.db, datasets, dataset.id)
    if (now.used !== used) return somebodyWasFaster
    await tables<ValidateTables>(change.db)
      .insertInto('validate.result')
      .values({
        id,
        protocol_id: protocol.id,
        release_id: release.id,
        product_name: release.productName,
        version: release.version,
        kind: release.kind,
        state: 'waiting',
        verdict: null,
        reason: null,
        opening: Math.max(now.used, now.last) + 1,
        opened_at: null,
        decision_id: decision.id,
        started_by: person.id,
        started_at: context.clock.now(),
        finished_at: null,
        weights_sha256: null,
        dataset_root: dataset.root,
        masks_sha256: null,
        total: dataset.items.filter((item) => item.part === 'test' && item.erased === undefined).length,
      })
      .execute()
    change.record({
      actor: person,
      action: 'validation.started',
      subject: { kind: 'validation', id },
      payload: {
        protocol: protocol.id,
        protocolHash: protocol.hash,
        release: release.id,
        decision: decision.id,
        datasetId: dataset.id,
        dataRoot: dataset.root,
      },
    })
    await change.send('validate.measure', { validationId: id })
    return ok(id)
  })
  if (!started.ok) return started
  const made = (await listValidations(context.db, id))[0]
  return made
    ? ok(made)
    : refuse(500, { code: 'bug', title: 'Something broke', detail: 'The validation was not written.' })
}

async function look(context: PartContext, order: { protocolId: string; releaseId: string }) {
  const protocol = await tables<ValidateTables>(context.db)
    .selectFrom('validate.protocol')
    .selectAll()
    .where('id', '=', order.protocolId)
    .executeTakeFirst()
  if (!protocol)
    return refuse(404, {
      code: 'protocol-unknown',
      title: 'No such protocol',
      detail: `There is no protocol ${order.protocolId}.`,
      next: 'Register it first.',
    })
  const release = await context.optionalPort<ReleaseView>('register.releases')?.release(order.releaseId)
  if (!release)
    return refuse(404, {
      code: 'release-unknown',
      title: 'No such release',
      detail: `There is no release ${order.releaseId}.`,
      next: 'Register it first.',
    })
  if (release.state === 'withdrawn')
    return refuse(409, {
      code: 'release-state',
      title: 'Not now',
      detail: 'The release was withdrawn.',
      next: 'Register a new version.',
    })
  const datasets = context.optionalPort<DatasetView>('curate.datasets')
  const dataset = await datasets?.version(protocol.document.datasetId)
  if (!dataset || !datasets)
    return refuse(404, {
      code: 'dataset-unknown',
      title: 'No such dataset version',
      detail: 'The dataset version of the protocol is not here.',
      next: 'Start the module curate.',
    })
  return ok({ protocol, release, datasets, dataset })
}
