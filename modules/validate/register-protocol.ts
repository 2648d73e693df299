import { type DatasetView, ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { protocolHash } from './protocol.ts'
import type { ProtocolDocument, ValidateTables } from './tables.ts'
import { listProtocols } from './views.ts'

/** Registers what will be measured. Hash and time stand in the ledger before the test part can be opened. */
export async function registerProtocol(context: PartContext, document: ProtocolDocument, person: Person): Promise<Result<Awaited<ReturnType<typeof listProtocols>>[number]>> {
  const datasets = context.optionalPort<DatasetView>('curate.datasets')
  const dataset = await datasets?.version(document.datasetId)
  if (!dataset) return refuse(404, { code: 'dataset-unknown', title: 'No such dataset version', detail: `This zone knows no dataset version ${document.datasetId}.`, next: 'Freeze one under Curate.' })
  if (dataset.permitId !== document.permitId) return refuse(409, { code: 'other-permit', title: 'Another permit', detail: 'The dataset version was frozen under another permit.', next: 'Name the permit of the dataset version.' })
  const names = dataset.structures.map((one) => one.name)
  const unknown = [...document.primary, ...document.secondary].filter((one) => !names.includes(one.structure))
  if (unknown.length > 0) return refuse(422, { code: 'structure-unknown', title: 'No such structure', detail: `The labels hold ${names.join(', ')}, not ${unknown.map((one) => one.structure).join(', ')}.`, next: 'Name structures of the labels.' })
  const hash = protocolHash(document)
  const id = newId('protocol', context.clock)
  const added = await context.transact(async (change) => {
    const row = await tables<ValidateTables>(change.db)
      .insertInto('validate.protocol')
      .values({ id, hash, document: JSON.stringify(document), registered_by: person.id, registered_at: context.clock.now() })
      .onConflict((oc) => oc.column('hash').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) return refuse(409, { code: 'protocol-known', title: 'Registered already', detail: 'The same protocol is registered.', next: 'Use that one.' })
    change.record({ actor: person, action: 'protocol.registered', subject: { kind: 'protocol', id }, payload: { hash, document } })
    return ok(id)
  })
  if (!added.ok) return added
  const made = (await listProtocols(context.db)).find((one) => one.id === id)
  return made ? ok(made) : refuse(500, { code: 'bug', title: 'Something broke', detail: 'The protocol was not written.' })
}
