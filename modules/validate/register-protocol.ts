import { type DatasetView, ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { countOpenings, lockDataset, somebodyWasFaster } from './openings.ts'
import { protocolHash } from './protocol.ts'
import type { ProtocolDocument, ValidateTables } from './tables.ts'
import { listProtocols } from './views.ts'

type Protocol = Awaited<ReturnType<typeof listProtocols>>[number]

/**
 * Registers what will be measured. Hash and time stand in the ledger before the test part can be opened; once it was opened, no
 * further protocol over it is taken, for it could be written to fit what was seen.
 */
export async function registerProtocol(
  context: PartContext,
  document: ProtocolDocument,
  person: Person,
): Promise<Result<Protocol>> {
  const datasets = context.optionalPort<DatasetView>('curate.datasets')
  const dataset = await datasets?.version(document.datasetId)
  if (!datasets || !dataset)
    return refuse(404, {
      code: 'dataset-unknown',
      title: 'No such dataset version',
      detail: `This zone knows no dataset version ${document.datasetId}.`,
      next: 'Freeze one under Curate.',
    })
  const fault = faultOf(document, dataset)
  if (fault) return fault
  const hash = protocolHash(document)
  const id = newId('protocol', context.clock)
  const added = await context.transact(async (change) => {
    if (!(await lockDataset(change.db, document.datasetId))) return somebodyWasFaster
    const known = await tables<ValidateTables>(change.db)
      .selectFrom('validate.protocol')
      .select('id')
      .where('hash', '=', hash)
      .executeTakeFirst()
    if (known)
      return refuse(409, {
        code: 'protocol-known',
        title: 'Registered already',
        detail: 'The same protocol is registered.',
        next: 'Use that one.',
      })
    const { used, last } = await countOpenings(change.db, datasets, document.datasetId)
    if (used > 0 || last > 0)
      return refuse(409, {
        code: 'test-part-opened',
        title: 'Too late for this test part',
        detail: 'The test part of this dataset version has been opened, so a protocol over it could be written to fit.',
        next: 'Freeze a dataset version with a new test part, and register the protocol before it is opened.',
      })
    await tables<ValidateTables>(change.db)
      .insertInto('validate.protocol')
      .values({
        id,
        hash,
        document: JSON.stringify(document),
        registered_by: person.id,
        registered_at: context.clock.now(),
      })
      .execute()
    change.record({
      actor: person,
      action: 'protocol.registered',
      subject: { kind: 'protocol', id },
      payload: { hash, document },
    })
    return ok(id)
  })
  if (!added.ok) return added
  const made = (await listProtocols(context.db)).find((one) => one.id === id)
  return made
    ? ok(made)
    : refuse(500, { code: 'bug', title: 'Something broke', detail: 'The protocol was not written.' })
}

function faultOf(
  document: ProtocolDocument,
  dataset: { permitId: string; structures: { name: string }[]; items: { part: string }[] },
): ReturnType<typeof refuse> | undefined {
  if (dataset.permitId !== document.permitId)
    return refuse(409, {
      code: 'other-permit',
      title: 'Another permit',
      detail: 'The dataset version was frozen under another permit.',
      next: 'Name the permit of the dataset version.',
    })
  const names = dataset.structures.map((one) => one.name)
  const measures = [...document.primary, ...document.secondary]
  const unknown = measures.filter((one) => !names.includes(one.structure))
  if (unknown.length > 0)
    return refuse(422, {
      code: 'structure-unknown',
      title: 'No such structure',
      detail: `The labels hold ${names.join(', ')}, not ${unknown.map((one) => one.structure).join(', ')}.`,
      next: 'Name structures of the labels.',
    })
  if (new Set(measures.map((one) => `${one.metric} ${one.structure}`)).size < measures.length)
    return refuse(422, {
      code: 'measure-twice',
      title: 'A measure is named twice',
      detail: 'Each measure of a structure is registered once, with one threshold.',
      next: 'Take the second one out.',
    })
  if (!dataset.items.some((item) => item.part === 'test'))
    return refuse(422, {
      code: 'no-test-part',
      title: 'Nothing to test on',
      detail: 'The dataset version has no test part.',
      next: 'Freeze a version with a test part under Curate.',
    })
  return undefined
}
