import {
  type DatasetView,
  type PersonErasures,
  type ResultView,
  reportEndpoints,
  validateEndpoints,
} from '@clic/contracts'
import { readZip, sha256, verifyBundle } from '@clic/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phantomProduct } from '../../../../testing/phantom-product.ts'
import { type ValidationZone, validationZone } from '../../../../testing/validation-zone.ts'
import { eventually } from '../../../../testing/zones.ts'
import { recompute } from './recompute.ts'
import type { MasksFile, ReportFile } from './report-file.ts'

const erasureId = 'erasure-00000000000000000000000001'

describe('a validation of which a case is erased after its verdict', () => {
  let zone: ValidationZone
  let protocolId: string
  let item: { id: string; pseudonym: string }
  let before: { report: string; masks: string; summary: unknown }
  const noted: { place: string; counts: Record<string, number> }[] = []
  const tester = () => zone.research.as('tester', ['test-centre'])
  const result = async () => (await zone.research.ports.port<ResultView>('validate.results').results())[0]

  beforeAll(async () => {
    zone = await validationZone()
    const protocol = await zone.protocol()
    protocolId = protocol.id
    const product = await zone.deliver(await phantomProduct(), 'Phantom finder')
    expect(await zone.validate(protocol.id, product.id)).toMatchObject({ verdict: 'accepted' })
    before = {
      report: (await makeReport()).id,
      masks: (await result())?.masksSha256 ?? '',
      summary: (await result())?.summary,
    }
    const dataset = await zone.research.ports
      .port<DatasetView>('curate.datasets')
      .version((await result())?.datasetId ?? '')
    const chosen = dataset?.items.find((one) => one.part === 'test')
    if (!chosen) throw new Error('the test part is empty')
    item = { id: chosen.id, pseudonym: chosen.pseudonym }
    // What link and curate do at an erasure; here they are the sealed dataset of the test.
    chosen.erased = erasureId
    const book: PersonErasures = {
      order: async () => ({ permitId: zone.permit.id, pseudonym: item.pseudonym, studyIds: [] }),
      note: async (_, { place, counts }) => void noted.push({ place, counts }),
    }
    zone.research.ports.provide('link.erasures', book)
    // Told twice it is done once.
    for (const times of [1, 2]) {
      await zone.research.context('validate').transact((change) => change.emit('person.erased', { erasureId }))
      await eventually(async () => (noted.length === 2 * times ? true : undefined), 60)
    }
  }, 180_000)
  afterAll(() => zone?.close())

  async function makeReport() {
    const made = await tester()(reportEndpoints.make, { body: { protocolId, title: 'Erased cases', language: 'en' } })
    if (!made.ok) throw new Error(made.problem.detail)
    return eventually(async () => {
      const now = await tester()(reportEndpoints.read, { params: { reportId: made.value.id } })
      return now.ok && now.value.state !== 'making' ? now.value : undefined
    }, 60)
  }
  async function bundleOf(reportId: string): Promise<Buffer> {
    const answer = await fetch(`${zone.research.url}/api/reports/${reportId}/bundle`, {
      headers: { authorization: `Bearer ${await zone.research.token('tester', ['test-centre'])}` },
    })
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }

  it('keeps its sums and says by which erasure each case went; figures, masks and pseudonym are gone', async () => {
    const now = await result()
    expect(now?.summary).toEqual(before.summary)
    expect(now?.erased).toEqual([{ item: item.id, by: erasureId }])
    expect(now?.cases.map((one) => one.patient)).not.toContain(item.pseudonym)
    expect(now?.cases).toHaveLength(18)
    const { files } = zone.research.context('validate')
    expect(await files.has(before.masks)).toBe(false)
    const masks = JSON.parse(Buffer.from(await files.get(now?.masksSha256 ?? '')).toString('utf8')) as MasksFile
    expect(masks.items.map((one) => one.item)).not.toContain(item.id)
    expect(masks.items).toHaveLength(9)
    const shown = await tester()(validateEndpoints.validations, {})
    expect(shown.ok && shown.value[0]?.erased).toEqual([{ item: item.id, by: erasureId }])
    const counts = (place: string) => noted.filter((one) => one.place === place).map((one) => one.counts)
    expect(counts('validate')).toEqual([{ cases: 2 }, { cases: 0 }])
    expect(counts('report')).toEqual([{ reports: 1 }, { reports: 0 }])
  })

  it('takes the files of a report that was made before along, and lets it be made again', async () => {
    const old = await tester()(reportEndpoints.read, { params: { reportId: before.report } })
    expect(old).toMatchObject({
      ok: true,
      value: { state: 'erased', pdfSha256: null, bundleSha256: null, reason: expect.stringContaining('again') },
    })
    const made = await makeReport()
    expect(made).toMatchObject({ state: 'ready' })
    const bundle = await bundleOf(made.id)
    const verified = verifyBundle(bundle, {
      required: ['report.json', 'report.pdf', 'log/events.jsonl', 'data/items.json'],
      recompute,
    })
    expect(verified.checks.filter((one) => !one.ok)).toEqual([])
    const said = verified.checks.map((one) => `${one.name}: ${one.detail}`).join('\n')
    expect(said).toMatch(/erased cases: 1 item: erased by event \d+; means and intervals were taken before/)
    expect(said).toContain('18 Dice, distance and volume figures recomputed and equal')
    expect(said).toContain('9 references are the frozen files of the test part')
    expect(said).toContain('verdict, weights, data and figures recorded as event')
  })

  it('is found out when the report claims an erasure that the ledger does not name', async () => {
    const made = await makeReport()
    const zip = readZip(await bundleOf(made.id))
    if (!zip.ok) throw new Error('the bundle is no zip')
    const files = new Map(zip.files.map((one) => [one.name, one.bytes] as const))
    const report = JSON.parse(Buffer.from(files.get('report.json') ?? []).toString('utf8')) as ReportFile
    const faults = (change: (report: ReportFile) => void) => {
      const forged = structuredClone(report)
      change(forged)
      const bytes = Buffer.from(JSON.stringify(forged))
      return recompute(new Map([...files, ['report.json', bytes]]), { report: report.id, hash: sha256(bytes) })
        .filter((one) => !one.ok)
        .map((one) => one.name)
    }
    expect(faults(() => undefined)).toEqual([])
    expect(
      faults((one) => {
        const [first] = one.results
        if (first) first.erased = [{ item: item.id, by: 'erasure-of-somebody-else' }]
      }),
    ).toContain('Phantom finder 1.0.0: erased cases')
    expect(
      faults((one) => {
        const [first] = one.results
        if (first?.summary[0]) (first.summary[0] as { lower?: number }).lower = 0.99
      }),
    ).toContain('Phantom finder 1.0.0: ledger')
    expect(
      faults((one) => {
        const [first] = one.results
        if (first) first.erased = []
      }),
    ).toContain('Phantom finder 1.0.0: intervals')
  })
})
