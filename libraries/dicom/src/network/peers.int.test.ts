import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, log, requests, type responses } from 'dcmjs-dimse'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createDicomListener, type DicomListener } from './dicom-listener.ts'
import { freePort, has, run, startTool } from './fixtures/outside-tool.ts'
import { makeInstance } from './fixtures/part10-instance.ts'
import { type Association, openAssociation, type StoreAnswer } from './open-association.ts'
import { part10Header, readFileMeta } from './part10.ts'
import { openPart10File } from './part10-file.ts'
import { storeFiles } from './store-files.ts'
import { IMPLICIT_VR_LITTLE_ENDIAN, VERIFICATION_SOP_CLASS } from './uids.ts'

/** A Python with pynetdicom, such as a virtual environment; otherwise those tests are skipped. */
const PYTHON = process.env.CLIC_PYNETDICOM_PYTHON ?? 'python3'
const SCRIPT = resolve(import.meta.dirname, 'fixtures/store_pynetdicom.py')
const REAL = resolve(process.env.CLIC_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data'), 'dicom')

const IMPLICIT_CT = join(REAL, 'CT/fo-dicom__ct.dcm')

const dcmtk = has('storescu', ['--version']) && has('storescp', ['--version'])
const pynetdicom = has(PYTHON, ['-c', 'import pynetdicom'])

let where: string
let archive: { listener: DicomListener; port: number; folder: string }
const cleanups: (() => unknown)[] = []

beforeAll(() => {
  log.setLevel('silent')
})

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A listener that writes Part 10 files, named after their instance, as the product does. */
async function startFileArchive(): Promise<typeof archive> {
  where = mkdtempSync(join(tmpdir(), 'clic-peers-'))
  const folder = join(where, 'received')
  mkdirSync(folder)
  cleanups.push(() => rmSync(where, { recursive: true, force: true }))
  const result = await createDicomListener({
    aeTitle: 'CLIC',
    port: 0,
    acceptCalling: (ae) => ae !== 'STRANGER',
    async onStore({
      affectedSopClassUid: sopClassUid,
      affectedSopInstanceUid: sopInstanceUid,
      transferSyntax,
      callingAe,
    }) {
      const header = part10Header({ sopClassUid, sopInstanceUid, transferSyntax, callingAe, calledAe: 'CLIC' })
      const file = await openPart10File(join(folder, `${sopInstanceUid}.dcm`), header)
      return {
        write: file.write,
        async commit() {
          await file.finish()
          return { status: 0 }
        },
        abort: file.discard,
      }
    },
  })
  if (!result.ok) throw new Error(result.problem.message)
  cleanups.push(() => result.listener.close())
  archive = { listener: result.listener, port: result.listener.port, folder }
  return archive
}

function dataSetOf(file: Buffer): Buffer {
  const meta = readFileMeta(file)
  if (!meta.ok) throw new Error(meta.detail)
  return file.subarray(meta.value.dataSetOffset)
}

function received(sopInstanceUid: string): Buffer {
  return readFileSync(join(archive.folder, `${sopInstanceUid}.dcm`))
}

/** `count` made-up CT slices on disk. */
function writeSlices(count: number): { path: string; sopInstanceUid: string; dataSet: Buffer }[] {
  return Array.from({ length: count }, (_, index) => {
    const { file, sopInstanceUid, dataSet } = makeInstance(index, 100_000)
    const path = join(where, `${index}.dcm`)
    writeFileSync(path, file)
    return { path, sopInstanceUid, dataSet }
  })
}

/** Real files in every modality and transfer syntax that are whole and unlike each other. */
function realFiles(): string[] {
  try {
    const seen = new Set<string>()
    return readdirSync(REAL, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.dcm'))
      .map((name) => join(REAL, name))
      .filter((path) => {
        const meta = readFileMeta(readFileSync(path))
        if (!meta.ok || seen.has(meta.value.sopInstanceUid)) return false
        seen.add(meta.value.sopInstanceUid)
        return meta.value.sopClassUid.startsWith('1.2.840.10008.5.1.4.1.1.')
      })
  } catch {
    return []
  }
}

async function until(ready: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await ready()); tries++) {
    if (tries > 100) throw new Error('the peer did not come up within five seconds')
    await sleep(50)
  }
}

async function associate(port: number, calledAe: string, contexts: Parameters<typeof openAssociation>[0]['contexts']) {
  return await openAssociation({ host: '127.0.0.1', port, callingAe: 'CLIC', calledAe, contexts })
}

describe.skipIf(!dcmtk)('dcmtk (skipped when storescu is not installed)', () => {
  it('gets its echo answered, and the right reason when its title or ours is wrong', async () => {
    const { port } = await startFileArchive()
    const echo = (calling: string, called: string) =>
      run('echoscu', ['-v', '-aet', calling, '-aec', called, '127.0.0.1', `${port}`])
    expect((await echo('ECHOSCU', 'CLIC')).stderr).toContain('Received Echo Response (Success)')
    expect((await echo('ECHOSCU', 'WRONG')).stderr).toContain('Reason: Called AE Title Not Recognized')
    expect((await echo('STRANGER', 'CLIC')).stderr).toContain('Reason: Calling AE Title Not Recognized')
  })

  it('stores files that arrive byte for byte', async () => {
    const { port } = await startFileArchive()
    const slices = writeSlices(20)
    const sent = await run('storescu', [
      '-xe',
      '-aec',
      'CLIC',
      '127.0.0.1',
      `${port}`,
      ...slices.map(({ path }) => path),
    ])
    expect(sent.code).toBe(0)
    for (const { sopInstanceUid, dataSet } of slices) {
      expect(dataSetOf(received(sopInstanceUid)).equals(dataSet)).toBe(true)
    }
    const dump = await run('dcmdump', [
      '+P',
      'SOPInstanceUID',
      join(archive.folder, `${slices[0]!.sopInstanceUid}.dcm`),
    ])
    expect(dump.stdout).toContain(slices[0]!.sopInstanceUid)
  })

  it.skipIf(!existsSync(IMPLICIT_CT))('stores a real implicit file byte for byte', async () => {
    const { port, folder } = await startFileArchive()
    const sent = await run('storescu', ['-xi', '-aec', 'CLIC', '127.0.0.1', `${port}`, IMPLICIT_CT])
    expect(sent.code).toBe(0)
    const [name] = readdirSync(folder)
    const original = dataSetOf(readFileSync(IMPLICIT_CT))
    expect(dataSetOf(readFileSync(join(folder, name!))).equals(original)).toBe(true)
  })

  it('keeps two associations apart that send at the same time', async () => {
    const { port } = await startFileArchive()
    const slices = writeSlices(20)
    const send = (part: typeof slices) =>
      run('storescu', ['-xe', '-aec', 'CLIC', '127.0.0.1', `${port}`, ...part.map(({ path }) => path)])
    const codes = await Promise.all([send(slices.slice(0, 10)), send(slices.slice(10))])
    expect(codes.map(({ code }) => code)).toEqual([0, 0])
    for (const { sopInstanceUid, dataSet } of slices) {
      expect(dataSetOf(received(sopInstanceUid)).equals(dataSet)).toBe(true)
    }
  })

  it('leaves nothing behind when it is killed in the middle of a store', async () => {
    const { port, folder, listener } = await startFileArchive()
    const { file, sopInstanceUid } = makeInstance(1, 60_000_000)
    const path = join(where, 'large.dcm')
    writeFileSync(path, file)
    const sender = startTool('storescu', ['-xe', '-aec', 'CLIC', '127.0.0.1', `${port}`, path])
    await until(async () => readdirSync(folder).length > 0)
    sender.kill('SIGKILL')
    await once(sender, 'exit')
    await listener.close()
    // On a fast machine the whole instance may have been sent before the signal.
    const left = readdirSync(folder)
    if (left.length > 0) expect(received(sopInstanceUid).length).toBeGreaterThanOrEqual(file.length)
    else expect(left).toEqual([])
  })

  it('receives what we send, byte for byte', async () => {
    await startFileArchive()
    const port = await freePort()
    const server = startTool('storescp', ['-aet', 'DCMTK', '+B', '-od', archive.folder, '+xa', `${port}`])
    cleanups.push(() => server.kill())
    const echo = [{ sopClassUid: VERIFICATION_SOP_CLASS, transferSyntax: IMPLICIT_VR_LITTLE_ENDIAN }]
    let association: Association | undefined
    await until(async () => {
      const opened = await associate(port, 'DCMTK', echo)
      if (opened.ok) association = opened.association
      return opened.ok
    })
    expect(await association?.echo()).toEqual({ ok: true, status: 0 })
    expect(await association?.release()).toEqual({ ok: true })
    const slices = writeSlices(6)
    const paths = slices.map(({ path }) => path)
    const result = await storeFiles({
      host: '127.0.0.1',
      port,
      callingAe: 'CLIC',
      calledAe: 'DCMTK',
      paths,
      associations: 1,
    })
    if (!result.ok) throw new Error(result.problem.message)
    expect([...result.answers.values()]).toEqual(Array(6).fill({ ok: true, status: 0, warning: false }))
    // storescp names files after modality and instance; -B writes the data set as it came.
    for (const { sopInstanceUid, dataSet } of slices) {
      const name = readdirSync(archive.folder).find((file) => file.endsWith(`.${sopInstanceUid}`))
      expect(dataSetOf(readFileSync(join(archive.folder, name!))).equals(dataSet)).toBe(true)
    }
  })
})

describe.skipIf(!pynetdicom)('pynetdicom (skipped when Python does not have it: set CLIC_PYNETDICOM_PYTHON)', () => {
  it('echoes and stores files that pydicom reads back', async () => {
    const { port } = await startFileArchive()
    const slices = writeSlices(3)
    const sent = await run(PYTHON, [SCRIPT, 'send', '127.0.0.1', `${port}`, 'CLIC', ...slices.map(({ path }) => path)])
    expect(sent.stdout.split('\n').filter(Boolean)).toEqual(['0000', '0000', '0000', '0000'])
    const check = 'import sys, pydicom; print(pydicom.dcmread(sys.argv[1]).SOPInstanceUID)'
    for (const { sopInstanceUid } of slices) {
      const read = await run(PYTHON, ['-c', check, join(archive.folder, `${sopInstanceUid}.dcm`)])
      expect(read.stdout.trim()).toBe(sopInstanceUid)
    }
  })

  it('is told the code of its rejection', async () => {
    const { port } = await startFileArchive()
    const [slice] = writeSlices(1)
    const sent = await run(PYTHON, [SCRIPT, 'send', '127.0.0.1', `${port}`, 'WRONG', slice!.path])
    expect(sent.stderr).toContain('rejected 1 1 7')
  })

  it('receives what we send, byte for byte, real files too', async () => {
    await startFileArchive()
    const server = startTool(PYTHON, [SCRIPT, 'receive', archive.folder])
    cleanups.push(() => server.kill())
    const [line] = (await once(server.stdout!, 'data')) as [Buffer]
    const paths = [...writeSlices(3).map(({ path }) => path), ...realFiles()]
    const result = await storeFiles({
      host: '127.0.0.1',
      port: Number(line.toString()),
      callingAe: 'CLIC',
      calledAe: 'PYNETDICOM',
      paths,
    })
    if (!result.ok) throw new Error(result.problem.message)
    const kinds = (answer: StoreAnswer | undefined) => (answer?.ok ? 'stored' : answer?.problem.kind)
    for (const path of paths) {
      const answer = kinds(result.answers.get(path))
      // pynetdicom offers only the uncompressed syntaxes here, and not every retired class.
      expect(['stored', 'no-context']).toContain(answer)
      if (answer !== 'stored') continue
      const file = readFileSync(path)
      const meta = readFileMeta(file)
      if (meta.ok) expect(dataSetOf(received(meta.value.sopInstanceUid)).equals(dataSetOf(file))).toBe(true)
    }
    expect([...result.answers.values()].filter((answer) => answer.ok).length).toBeGreaterThanOrEqual(3)
  })
})

describe('dcmjs-dimse', () => {
  it('echoes and stores', async () => {
    const { port } = await startFileArchive()
    const [slice] = writeSlices(1)
    const client = new Client()
    const statuses: number[] = []
    for (const request of [new requests.CEchoRequest(), new requests.CStoreRequest(slice!.path)]) {
      request.on('response', (response: InstanceType<typeof responses.CStoreResponse>) => {
        statuses.push(response.getStatus())
      })
      client.addRequest(request)
    }
    const closed = new Promise((done) => client.on('closed', () => done(undefined)))
    client.send('127.0.0.1', port, 'DCMJS', 'CLIC')
    await closed
    expect(statuses).toEqual([0, 0])
    const meta = readFileMeta(received(slice!.sopInstanceUid))
    expect(meta).toMatchObject({ ok: true, value: { sopInstanceUid: slice!.sopInstanceUid } })
  })

  it('is told that its called title is not ours', async () => {
    const { port } = await startFileArchive()
    const client = new Client()
    client.addRequest(new requests.CEchoRequest())
    const rejected = new Promise((done) => client.on('associationRejected', done))
    client.on('networkError', () => undefined)
    client.send('127.0.0.1', port, 'DCMJS', 'WRONG')
    expect(await rejected).toMatchObject({ result: 1, source: 1, reason: 7 })
  })
})

describe.skipIf(realFiles().length === 0)('real files of many modalities (skipped when CLIC_DATA is absent)', () => {
  it('go through our sender and our listener without a changed byte', async () => {
    const { port } = await startFileArchive()
    const paths = realFiles()
    const result = await storeFiles({ host: '127.0.0.1', port, callingAe: 'CLIC', calledAe: 'CLIC', paths })
    if (!result.ok) throw new Error(result.problem.message)
    expect(paths.filter((path) => !result.answers.get(path)?.ok)).toEqual([])
    for (const path of paths) {
      const file = readFileSync(path)
      const meta = readFileMeta(file)
      if (meta.ok) expect(dataSetOf(received(meta.value.sopInstanceUid)).equals(dataSetOf(file))).toBe(true)
    }
  })
})
