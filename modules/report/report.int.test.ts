import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportEndpoints } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phantomProduct } from '../../testing/phantom-product.ts'
import { type ValidationZone, validationZone } from '../../testing/validation-zone.ts'
import { judgePdf, verapdfIsMissing } from '../../testing/verapdf/verapdf.ts'
import { eventually } from '../../testing/zones.ts'
import type { ReportDocument } from './report-document.ts'

const hasPoppler = (() => {
  try {
    execFileSync('pdfinfo', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

async function makeReport(zone: ValidationZone, protocolId: string, language: 'da' | 'en', by = 'tester') {
  const tester = zone.research.as(by, ['test-centre'])
  const ordered = await tester(reportEndpoints.make, {
    body: { protocolId, title: language === 'da' ? 'Fantomer: prøve æøå' : 'Phantoms', language },
  })
  if (!ordered.ok) throw new Error(ordered.problem.detail)
  return eventually(async () => {
    const now = await tester(reportEndpoints.read, { params: { reportId: ordered.value.id } })
    return now.ok && now.value.state !== 'making' ? now.value : undefined
  }, 120)
}

describe.skipIf(!hasPoppler)('a report (skipped because poppler is missing)', () => {
  let zone: ValidationZone
  let folder: string
  let protocol: { id: string; hash: string }
  beforeAll(async () => {
    zone = await validationZone({ invented: true })
    folder = mkdtempSync(join(tmpdir(), 'report-'))
    protocol = await zone.protocol()
    const good = await zone.deliver(await phantomProduct(), 'Phantom finder')
    const poor = await zone.deliver(await phantomProduct({ forgetful: true }), 'Finder "#strong[*]" \\')
    await zone.validate(protocol.id, good.id)
    await zone.validate(protocol.id, poor.id)
  })
  afterAll(async () => {
    await zone?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function pdfOf(language: 'da' | 'en') {
    const made = await makeReport(zone, protocol.id, language)
    expect(made).toMatchObject({ state: 'ready', reason: null, language })
    const answer = await fetch(`${zone.research.url}/api/reports/${made.id}/pdf`, {
      headers: { authorization: `Bearer ${await zone.research.token('tester', ['test-centre'])}` },
    })
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const file = join(folder, `${language}.pdf`)
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
    const lines = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    // As one reads it: a cell after the other, whatever its width.
    const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ')
    return { made, file, text, lines: lines.split('\n') }
  }

  it('is PDF/A-3 with its own JSON inside, and reads as a whole in English', async () => {
    const { made, file, text } = await pdfOf('en')
    const info = execFileSync('pdfinfo', ['-meta', file], { encoding: 'utf8' })
    expect(info).toMatch(/<pdfaid:part>3<\/pdfaid:part>/)
    expect(info).toMatch(/<pdfaid:conformance>B<\/pdfaid:conformance>/)
    execFileSync('pdfdetach', ['-saveall', '-o', folder, file])
    const json = readFileSync(join(folder, 'report.json'))
    expect(createHash('sha256').update(json).digest('hex')).toBe(made.hash)
    const document = JSON.parse(json.toString()) as ReportDocument
    for (const words of [
      'Not for clinical use.',
      'Age and sex are invented for this data set.',
      'Phantom finder',
      'Nordlys Imaging',
      'CE-marked',
      'Finds the two parts of a bright body on MR',
      'Phantoms only.',
      protocol.hash,
      'Dice front ≥ 0.80',
      '95% interval by percentile bootstrap',
      '2 so far, 2 allowed',
      zone.dataset.root,
      'test 10',
      'Region Test',
      'GDPR 6(1)(e), 9(2)(j); Databeskyttelsesloven § 10',
      'HD95 (mm)',
      'not shown',
      'testpart.open',
      'release.accept',
      'STARD-AI',
      'lower bound',
      document.results[0]!.weightsSha256,
      document.results[0]!.mapSha256,
      'clic verify',
    ])
      expect(text).toContain(words)
    // Markup in a name is a name.
    expect(text).toContain('Finder "#strong[*]" \\')
  })

  it('reads as a whole in Danish, with Danish figures, dates and rules', async () => {
    const { text } = await pdfOf('da')
    for (const words of [
      'Fantomer: prøve æøå',
      'Ikke til klinisk brug.',
      'Tiltænkt formål',
      'Registreret protokol',
      'Dice front ≥ 0,80',
      'godkendt',
      'afvist',
      'CE-mærket',
      'Den nedre grænse for hvert primært mål når den registrerede tærskel.',
      'Grupper med færre end fem patienter vises ikke',
      'kvinder',
      'Sådan efterprøves rapporten',
      'nedre grænse 0,',
      '5 tilfælde har intet svar',
    ])
      expect(text).toContain(words)
    expect(text).toMatch(/\d+\. \w+ \d{4} kl\. \d\d\.\d\d UTC/)
    expect(text).not.toMatch(/\b0\.\d{3} – 0\.\d{3}/)
  })

  it.skipIf(verapdfIsMissing)(
    'holds PDF/A-3b by veraPDF, which refuses a claim that it does not hold (skipped because veraPDF is missing)',
    async () => {
      const files = [(await pdfOf('en')).file, (await pdfOf('da')).file]
      // The same file that claims PDF/A-1, where nothing may be attached: a judge that takes this would be none.
      const other = join(folder, 'claims-too-much.pdf')
      const said = readFileSync(files[0] ?? '').toString('latin1')
      writeFileSync(other, said.replace('<pdfaid:part>3</pdfaid:part>', '<pdfaid:part>1</pdfaid:part>'), 'latin1')
      const [english, danish, wrong] = judgePdf([...files, other])
      for (const one of [english, danish]) expect(one).toMatchObject({ claims: '3b', holds: true, broken: [] })
      expect(english?.checks).toBeGreaterThan(10_000)
      expect(wrong).toMatchObject({ claims: '1b', holds: false })
    },
    240_000,
  )

  it('shows no figure of a group of fewer than five, and no pseudonym', async () => {
    const { text, lines } = await pdfOf('en')
    const bands = lines.filter((line) => /Age: /.test(line))
    expect(bands.length).toBeGreaterThan(0)
    for (const line of bands) expect(line).toMatch(/not shown/)
    expect(text).not.toContain('pseudonym-')
  })

  it('is in the ledger: ordered, opened by its gate, made', async () => {
    const made = await makeReport(zone, protocol.id, 'da')
    const events = await zone.research
      .context('report')
      .ledger.events({ subject: { kind: 'report', id: made.id }, limit: 10 })
    expect(events.map((one) => one.action).reverse()).toEqual(['report.ordered', 'gate.opened', 'report.made'])
    expect(events[0]?.payload).toMatchObject({ hash: made.hash, pdf: made.pdfSha256, bundle: made.bundleSha256 })
  })

  it('is not made of nothing, nor by people without a role for it', async () => {
    const tester = zone.research.as('tester', ['test-centre'])
    expect(
      await tester(reportEndpoints.make, {
        body: { protocolId: 'protocol-00000000000000000000000000', title: 'Nothing' },
      }),
    ).toMatchObject({ ok: false, problem: { status: 409, type: 'urn:clic:problem:nothing-to-report' } })
    expect(
      await zone.research.as('dev', ['developer'])(reportEndpoints.make, {
        body: { protocolId: protocol.id, title: 'By a developer' },
      }),
    ).toMatchObject({ ok: false, problem: { status: 403 } })
  })

  it('is refused when the ledger does not verify', async () => {
    const { db } = zone.research
    await sql`alter table ledger.event disable trigger append_only`.execute(db)
    await sql`update ledger.event set payload = replace(payload, 'acceptance', 'rejection') where action = 'protocol.registered'`.execute(
      db,
    )
    const made = await makeReport(zone, protocol.id, 'en')
    expect(made).toMatchObject({ state: 'refused', hash: null, pdfSha256: null, bundleSha256: null })
    expect(made.reason).toContain('the ledger does not verify')
    await sql`update ledger.event set payload = replace(payload, 'rejection', 'acceptance') where action = 'protocol.registered'`.execute(
      db,
    )
  })
})

describe('a report on fewer than five patients', () => {
  it('is refused by its gate: the table itself would show a small cell', async () => {
    const zone = await validationZone({
      test: [
        { sex: 'female', age: 60 },
        { sex: 'male', age: 70 },
        { sex: 'male', age: 65 },
      ],
    })
    try {
      const protocol = await zone.protocol()
      const release = await zone.deliver(await phantomProduct(), 'Phantom finder')
      await zone.validate(protocol.id, release.id)
      const made = await makeReport(zone, protocol.id, 'en')
      expect(made.state).toBe('refused')
      expect(made.reason).toContain('4 cells show fewer than five patients')
    } finally {
      await zone.close()
    }
  })
})
