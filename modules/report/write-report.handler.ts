import { type DatasetView, type LinkedView, type ReleaseView, type ResultView, servicePerson } from '@clic/contracts'
import { canonicalJson, dataItemsFile, ledgerExcerpt, sha256, writeBundle } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import type { GateKeeper } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { ledgerSigningKey } from '@clic/platform/record'
import { type ReportDocument, reportDocument, smallCellsShown } from './report-document.ts'
import type { ReportTables } from './tables.ts'
import { writePdf } from './write-pdf.ts'

/** What of the ledger belongs to a validation: from the permit to the verdict. */
const evidenceActions = /^(permit\.|gate\.|dataset\.|testpart\.|protocol\.|validation\.|candidate\.|training\.|release\.|label\.|report\.ordered)/

export async function writeReport(context: PartContext, reportId: string): Promise<void> {
  const db = tables<ReportTables>(context.db)
  const row = await db.selectFrom('report.report').selectAll().where('id', '=', reportId).where('state', '=', 'making').executeTakeFirst()
  if (!row) return
  const view = context.port<ResultView>('validate.results')
  const protocol = await view.protocol(row.protocol_id)
  const results = (await view.results()).filter((one) => row.validations.includes(one.id))
  const dataset = await context.port<DatasetView>('curate.datasets').version(String(protocol?.document['datasetId']))
  if (!protocol || !dataset || results.length === 0) return stop(context, reportId, 'failed', 'The protocol, its dataset version or its results are gone.')
  const persons = (await context.optionalPort<LinkedView>('link.studies')?.persons(dataset.permitId)) ?? []
  const document = reportDocument({
    id: reportId, title: row.title, language: row.language, madeAt: row.made_at.toISOString(), protocol, dataset, results,
    releases: await context.port<ReleaseView>('register.releases').releases(), invented: persons.some((one) => one.invented),
  })
  const json = canonicalJson(JSON.parse(JSON.stringify(document)))
  const ledger = await context.ledger.verify()
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'report.export',
    facts: { reportHash: sha256(json), resultsIncluded: results.length, patientsBelowMinimumShown: smallCellsShown(document), ledgerOk: ledger.ok },
    subject: { kind: 'report', id: reportId },
    actor: { ...servicePerson('report'), id: row.made_by },
  })
  if (!decision.open) return stop(context, reportId, 'refused', decision.findings.filter((one) => !one.ok).map((one) => one.reason).join(' '))
  const pdf = writePdf(document, json)
  const bundle = await evidenceBundle(context, document, json, pdf)
  const [storedPdf, storedBundle] = [await context.files.put(pdf), await context.files.put(bundle)]
  await context.transact(async (change) => {
    await tables<ReportTables>(change.db)
      .updateTable('report.report')
      .set({ state: 'ready', hash: sha256(json), pdf_sha256: storedPdf.sha256, bundle_sha256: storedBundle.sha256 })
      .where('id', '=', reportId)
      .execute()
    change.record({ actor: servicePerson('report'), action: 'report.made', subject: { kind: 'report', id: reportId }, payload: { hash: sha256(json), pdf: storedPdf.sha256, bundle: storedBundle.sha256, decision: decision.id } })
  })
}

async function evidenceBundle(context: PartContext, document: ReportDocument, json: string, pdf: Uint8Array): Promise<Uint8Array> {
  const head = await context.ledger.head()
  if (!head) throw new Error('the ledger is empty')
  const dataset = await context.port<DatasetView>('curate.datasets').version(document.dataset.id)
  const masks = await Promise.all(document.results.map(async (result) => [result.masks, await context.files.get(result.masksSha256)] as const))
  const log = ledgerExcerpt({ events: await context.ledger.excerpt(), head, include: (stored) => evidenceActions.test(stored.event.action) })
  return writeBundle({
    files: {
      'report.json': json,
      'report.pdf': pdf,
      ...Object.fromEntries(masks),
      'data/items.json': dataItemsFile([{ id: document.dataset.id, root: document.dataset.root, items: (dataset?.items ?? []).map((item) => ({ id: item.id, sha256: item.sha256 })) }]),
      ...log,
    },
    key: ledgerSigningKey(context.keys),
    statement: { kind: 'validation-report', report: document.id, hash: sha256(json), title: document.title },
  })
}

async function stop(context: PartContext, reportId: string, state: 'failed' | 'refused', reason: string): Promise<void> {
  await context.transact(async (change) => {
    await tables<ReportTables>(change.db).updateTable('report.report').set({ state, reason }).where('id', '=', reportId).execute()
    change.record({ actor: servicePerson('report'), action: `report.${state}`, subject: { kind: 'report', id: reportId }, payload: { reason } })
  })
}
