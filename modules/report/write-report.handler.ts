import { type DatasetView, type LinkedView, type ReleaseView, type ResultView, servicePerson } from '@clic/contracts'
import { sha256 } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import type { GateKeeper, PermitView } from '@clic/platform/gates'
import { faultOf } from '@clic/platform/log'
import type { PartContext } from '@clic/platform/parts'
import { decisionsOf, evidenceBundle, idsOf, originsOf, reportJson } from './evidence.ts'
import { reportDocument, smallCellsShown } from './report-document.ts'
import type { ReportTables } from './tables.ts'
import { writePdf } from './write-pdf.ts'

/** Puts the report together, asks the gate `report.export`, and writes PDF and bundle. */
export async function writeReport(context: PartContext, reportId: string): Promise<void> {
  try {
    await write(context, reportId)
  } catch (error) {
    context.log.error('report.broke', { report: reportId, ...faultOf(error) })
    await stop(context, reportId, 'failed', 'The platform failed while it wrote the report; the server’s log says why.')
  }
}

async function write(context: PartContext, reportId: string): Promise<void> {
  const row = await tables<ReportTables>(context.db)
    .selectFrom('report.report')
    .selectAll()
    .where('id', '=', reportId)
    .where('state', '=', 'making')
    .executeTakeFirst()
  if (!row) return
  const view = context.port<ResultView>('validate.results')
  const protocol = await view.protocol(row.protocol_id)
  const results = (await view.results()).filter((one) => row.validations.includes(one.id))
  const dataset = await context.port<DatasetView>('curate.datasets').version(String(protocol?.document['datasetId']))
  if (!protocol || !dataset || results.length === 0)
    return stop(context, reportId, 'failed', 'The protocol, its dataset version or its results are gone.')
  const releases = await context.port<ReleaseView>('register.releases').releases()
  const candidates = results.flatMap((result) => releases.find((one) => one.id === result.releaseId)?.candidateId ?? [])
  const runs = await view.runs(protocol.id)
  const ids = idsOf({ dataset, protocolId: protocol.id, reportId, results, candidates, runs })
  const tested = new Set(dataset.items.filter((item) => item.part === 'test').map((item) => item.pseudonym))
  const persons = (await context.optionalPort<LinkedView>('link.studies')?.persons(dataset.permitId)) ?? []
  const document = reportDocument({
    id: reportId,
    title: row.title,
    language: row.language,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by_name,
    protocol,
    openings: await view.openings(protocol.id),
    dataset,
    permit: await context.port<PermitView>('govern.permits').read(dataset.permitId),
    runs,
    results,
    releases,
    origins: await originsOf(context, candidates),
    decisions: await decisionsOf(context, await context.ledger.excerpt(), ids),
    invented: persons.some((one) => one.invented && tested.has(one.pseudonym)),
  })
  const json = reportJson(document)
  const ledger = await context.ledger.verify()
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'report.export',
    facts: {
      reportHash: sha256(json),
      resultsIncluded: results.length,
      patientsBelowMinimumShown: smallCellsShown(document),
      ledgerOk: ledger.ok,
    },
    subject: { kind: 'report', id: reportId },
    actor: { ...servicePerson('report'), id: row.made_by },
  })
  if (!decision.open) {
    const reasons = decision.findings.filter((one) => !one.ok).map((one) => one.reason)
    return stop(context, reportId, 'refused', reasons.join(' '))
  }
  const pdf = writePdf(document, json)
  const head = await context.ledger.head()
  if (!head) throw new Error('the ledger is empty')
  const bundle = await evidenceBundle(context, {
    document,
    json,
    pdf,
    dataset,
    events: await context.ledger.excerpt(),
    head,
    ids,
  })
  const [storedPdf, storedBundle] = [await context.files.put(pdf), await context.files.put(bundle)]
  await context.transact(async (change) => {
    const row = await tables<ReportTables>(change.db)
      .updateTable('report.report')
      .set({ state: 'ready', hash: sha256(json), pdf_sha256: storedPdf.sha256, bundle_sha256: storedBundle.sha256 })
      .where('id', '=', reportId)
      .where('state', '=', 'making')
      .returning('id')
      .executeTakeFirst()
    if (!row) {
      // A person was erased meanwhile.
      for (const one of [storedPdf, storedBundle]) await context.files.remove(one.sha256)
      return
    }
    change.record({
      actor: servicePerson('report'),
      action: 'report.made',
      subject: { kind: 'report', id: reportId },
      payload: { hash: sha256(json), pdf: storedPdf.sha256, bundle: storedBundle.sha256, decision: decision.id },
    })
  })
}

async function stop(
  context: PartContext,
  reportId: string,
  state: 'failed' | 'refused',
  reason: string,
): Promise<void> {
  await context.transact(async (change) => {
    const row = await tables<ReportTables>(change.db)
      .updateTable('report.report')
      .set({ state, reason })
      .where('id', '=', reportId)
      .where('state', '=', 'making')
      .returning('id')
      .executeTakeFirst()
    if (row)
      change.record({
        actor: servicePerson('report'),
        action: `report.${state}`,
        subject: { kind: 'report', id: reportId },
        payload: { reason },
      })
  })
}
