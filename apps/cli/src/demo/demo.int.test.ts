import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../../testing/database.ts'
import { dciodvfyErrors, has } from '../../../../testing/independent-readers.ts'
import { danishIdentity } from '../../../../testing/make-dicom/index.ts'
import { createSearch } from '../../../../testing/wall/find-planted.ts'
import { plantedForms } from '../../../../testing/wall/planted-forms.ts'
import { databaseBytes, fileBytes } from '../../../../testing/wall/research-zone-bytes.ts'
import { repository } from '../repository.ts'
import { waySteps } from './play-way.ts'

const patients = 58
const dciodvfyIsMissing = !has('dciodvfy')
const root = process.getuid?.() === 0

interface Figures {
  data: string
  total_seconds: number
  steps: { name: string; seconds: number }[]
  dice: { mean: number; structures: Record<string, number> }
  refusals: { gate: string; rule: string; reason: string }[]
  arrival_to_result_seconds: number
  idle_rss_mb: number
  bundle: string
  isolation: string
}

describe('the demonstration on generated phantoms', () => {
  let folder: string
  let state: string
  let out: string
  let child: ChildProcess
  let clinicPort: number
  let figures: Figures
  const lines: string[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'clic-demo-'))
    // Other operating-system users have to pass through to what is theirs.
    spawnSync('chmod', ['755', folder])
    state = join(folder, 'state')
    out = join(folder, 'out')
    const ports = [await freePort(), await freePort(), await freePort()]
    clinicPort = ports[0] as number
    const args = [
      'demo',
      '--data',
      'phantom',
      '--patients',
      String(patients),
      '--epochs',
      '12',
      '--state',
      state,
      '--out',
      out,
      '--json',
      join(folder, 'demo.json'),
      '--clinic-port',
      String(ports[0]),
      '--research-port',
      String(ports[1]),
      '--dicom-port',
      String(ports[2]),
    ]
    child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(repository, 'apps/cli/src/main.ts'), ...args],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const told = (stream: NodeJS.ReadableStream | null) =>
      stream && createInterface({ input: stream }).on('line', (line) => lines.push(line))
    told(child.stdout)
    told(child.stderr)
    let ended: number | null | undefined
    child.once('exit', (code) => {
      ended = code
    })
    while (!lines.some((line) => line.includes('stays up'))) {
      if (ended !== undefined) throw new Error(`the demonstration ended with ${ended}:\n${lines.slice(-12).join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    figures = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Figures
  }, 900_000)
  afterAll(async () => {
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    }
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  it('plays the twelve steps in the order of the data, and says that the images are phantoms', () => {
    expect(figures.data).toBe('phantom')
    expect(figures.steps.map((one) => one.name)).toEqual(waySteps.map((one) => one.name))
    expect(waySteps).toHaveLength(12)
    expect(figures.dice.mean).toBeGreaterThan(0.8)
    expect(Object.keys(figures.dice.structures)).toEqual(['anterior hippocampus', 'posterior hippocampus'])
    expect(figures.arrival_to_result_seconds).toBeGreaterThan(0)
    expect(figures.idle_rss_mb).toBeGreaterThan(0)
  })

  it('shows the closed gates with the rule and the reason of each', () => {
    const rules = figures.refusals.map((one) => one.rule)
    for (const rule of [
      'permit.approve/four-eyes',
      'dataset.freeze/patients-disjoint',
      'dataset.freeze/labelled',
      'release.deploy/basis-operate',
      'release.deploy/same-weights',
      'release.accept/lower-bound',
      'testpart.open/openings',
      'study.receive/permit-in-date',
      'parcel-undeclared',
    ])
      expect(rules, rule).toContain(rule)
    for (const one of figures.refusals) expect(one.reason.length).toBeGreaterThan(20)
  })

  it('leaves no planted identifier in the research zone: database, files, logs, jobs and bundles, in any encoding', async () => {
    const search = createSearch(
      Array.from({ length: patients }, (_, n) => plantedForms(danishIdentity(`hippocampus ${n}`), n)).flat(),
    )
    const research = JSON.parse(readFileSync(join(state, 'research', 'zone.json'), 'utf8')) as { databaseUrl: string }
    const found: ReturnType<typeof search> = []
    let searched = 0
    const look = (one: { bytes: Buffer; where: string }) => {
      searched += one.bytes.length
      found.push(...search(one.bytes, one.where))
    }
    for await (const one of databaseBytes(research.databaseUrl)) look(one)
    for (const one of fileBytes(join(state, 'research'))) look(one)
    for (const one of fileBytes(join(state, 'db-research'))) look(one)
    look({ bytes: readFileSync(join(state, 'secrets', 'research.log')), where: 'research.log' })
    for (const name of ['evidence.clic.zip', 'report.pdf']) look({ bytes: readFileSync(join(out, name)), where: name })
    expect(found.slice(0, 20)).toEqual([])
    expect(searched).toBeGreaterThan(1_000_000)
    // The same search does find them where they belong.
    const clinic = JSON.parse(readFileSync(join(state, 'clinic', 'zone.json'), 'utf8')) as { databaseUrl: string }
    const there = new Set<string>()
    for await (const one of databaseBytes(clinic.databaseUrl))
      for (const hit of search(one.bytes, one.where)) there.add(hit.of)
    expect([...there].some((of) => of.startsWith('cpr'))).toBe(true)
    expect([...there].some((of) => of.startsWith('accession'))).toBe(true)
  }, 300_000)

  it.skipIf(!root)(
    'keeps the research server’s user from the clinic’s files, the vault and their databases (skipped unless root: separate users need it)',
    async () => {
      // A checkout that other users cannot read allows no users of their own; the output has to say so then.
      if (figures.isolation.startsWith('absent')) return expect(lines.join('\n')).toContain('Isolation:     absent')
      expect(figures.isolation).toContain('an operating-system user of their own')
      const passwd =
        readFileSync('/etc/passwd', 'utf8')
          .split('\n')
          .find((line) => line.startsWith('clic-research:'))
          ?.split(':') ?? []
      const user = { uid: Number(passwd[2]), gid: Number(passwd[3]) }
      const canList = (path: string) => spawnSync('ls', [path], { ...user, stdio: 'ignore' }).status === 0
      expect(canList(join(state, 'research'))).toBe(true)
      for (const name of ['clinic', 'vault', 'vault-run', 'secrets', 'db-clinic'])
        expect(canList(join(state, name)), name).toBe(false)
      const research = new URL(
        (JSON.parse(readFileSync(join(state, 'research', 'zone.json'), 'utf8')) as { databaseUrl: string }).databaseUrl,
      )
      for (const other of [join(state, 'clinic', 'zone.json'), join(state, 'vault', 'vault.json')]) {
        const url = new URL((JSON.parse(readFileSync(other, 'utf8')) as { databaseUrl: string }).databaseUrl)
        url.username = research.username
        url.password = research.password
        const client = new pg.Client({ connectionString: url.toString() })
        await expect(client.connect()).rejects.toThrow()
      }
    },
  )

  it.skipIf(dciodvfyIsMissing)(
    'brings SEG and SR back to the hospital that independent software reads (skipped without dciodvfy)',
    () => {
      const results = fileNames(join(out, 'hospital'))
      expect(results.length).toBeGreaterThanOrEqual(2)
      for (const file of results.slice(0, 2)) expect(dciodvfyErrors(file)).toEqual([])
    },
  )

  it('gives a bundle that verifies offline, and not after one flipped byte', () => {
    const verify = (file: string) =>
      spawnSync(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          join(repository, 'apps/cli/src/main.ts'),
          'verify',
          file,
          '--trust',
          join(out, 'research.pub.pem'),
        ],
        { encoding: 'utf8' },
      )
    expect(verify(figures.bundle).status).toBe(0)
    const changed = join(folder, 'changed.zip')
    copyFileSync(figures.bundle, changed)
    const bytes = readFileSync(changed)
    const at = Math.floor(bytes.length * 0.7)
    bytes[at] = (bytes[at] ?? 0) ^ 4
    writeFileSync(changed, bytes)
    expect(verify(changed).status).toBe(1)
  })

  it('names a sign-in and an address, serves the web application there, and is gone after it was asked to end', async () => {
    expect(lines.join('\n')).toContain(`http://localhost:${clinicPort}`)
    expect(lines.join('\n')).toContain('eva@clic.example')
    const page = await fetch(`http://127.0.0.1:${clinicPort}/`)
    expect(await page.text()).toContain('<div id="root"')
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    await expect(fetch(`http://127.0.0.1:${clinicPort}/`)).rejects.toThrow()
    expect(existsSync(join(state, 'platform.json'))).toBe(false)
  }, 60_000)
})

function fileNames(folder: string): string[] {
  const found = spawnSync('find', [folder, '-name', '*.dcm'], { encoding: 'utf8' })
  return found.stdout.split('\n').filter(Boolean).sort()
}
