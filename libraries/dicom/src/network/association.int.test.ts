import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { encodeAbort, encodeAssociateAccept } from './associate-pdu.ts'
import { type MemoryArchive, startMemoryArchive } from './fixtures/memory-archive.ts'
import { CT_IMAGE, makeInstance } from './fixtures/part10-instance.ts'
import { type Association, type OpenAssociationOptions, openAssociation } from './open-association.ts'
import { part10Header } from './part10.ts'
import { storeFiles } from './store-files.ts'
import { EXPLICIT_VR_LITTLE_ENDIAN, IMPLICIT_VR_LITTLE_ENDIAN, VERIFICATION_SOP_CLASS } from './uids.ts'

const CT = { sopClassUid: CT_IMAGE, transferSyntax: EXPLICIT_VR_LITTLE_ENDIAN }
const ECHO = { sopClassUid: VERIFICATION_SOP_CLASS, transferSyntax: IMPLICIT_VR_LITTLE_ENDIAN }

const cleanups: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function start(options?: Parameters<typeof startMemoryArchive>[0]): Promise<MemoryArchive> {
  const archive = await startMemoryArchive(options)
  cleanups.push(() => archive.listener.close())
  return archive
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'clic-network-'))
  cleanups.push(() => rmSync(path, { recursive: true }))
  return path
}

function to(port: number, options: Partial<OpenAssociationOptions> = {}): OpenAssociationOptions {
  return { host: '127.0.0.1', port, callingAe: 'CLIC_SCU', calledAe: 'CLIC', contexts: [CT, ECHO], ...options }
}

async function opened(port: number, options?: Partial<OpenAssociationOptions>): Promise<Association> {
  const result = await openAssociation(to(port, options))
  if (!result.ok) throw new Error(result.problem.message)
  cleanups.push(() => result.association.abort())
  return result.association
}

/** A peer that answers each chunk it hears as told; for what our own listener would never say. */
async function crookedPeer(answer: (socket: Socket, chunk: Buffer, count: number) => void): Promise<number> {
  const server = createServer((socket) => {
    let count = 0
    socket.on('data', (chunk: Buffer) => answer(socket, chunk, count++))
    socket.on('error', () => undefined)
    cleanups.push(() => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  return (server.address() as { port: number }).port
}

const acceptance = encodeAssociateAccept({
  calledAe: 'CLIC',
  callingAe: 'CLIC_SCU',
  maxPdu: 16_384,
  contexts: [{ id: 1, result: 0, transferSyntax: EXPLICIT_VR_LITTLE_ENDIAN }],
})

describe('an association we open', () => {
  it('echoes, stores from memory and from disk, and releases', async () => {
    const archive = await start()
    const association = await opened(archive.port)
    expect(association.accepted).toEqual([CT, ECHO])
    expect(await association.echo()).toEqual({ ok: true, status: 0 })
    const [first, second] = [makeInstance(1, 300_000), makeInstance(2, 300_001 & ~1)]
    const path = join(folder(), 'second.dcm')
    writeFileSync(path, second.file)
    const answers = await Promise.all([association.store(first.file), association.store({ path })])
    expect(answers).toEqual(Array(2).fill({ ok: true, status: 0, warning: false }))
    expect(await association.release()).toEqual({ ok: true })
    expect(
      archive.committed.map(({ dataSet }) => dataSet.equals(first.dataSet) || dataSet.equals(second.dataSet)),
    ).toEqual([true, true])
    expect(await association.store(first.file)).toMatchObject({ ok: false, problem: { kind: 'connection-lost' } })
  })

  it('keeps to the maximum length of a peer, however small', async () => {
    const archive = await start({ maxPdu: 64 })
    const association = await opened(archive.port)
    const { file, dataSet } = makeInstance(1, 5000)
    expect(await association.store(file)).toMatchObject({ ok: true })
    expect(archive.committed[0]!.dataSet.equals(dataSet)).toBe(true)
  })

  it('is two associations when two are opened, side by side', async () => {
    const archive = await start({ writeDelayMs: 2 })
    const [left, right] = await Promise.all([opened(archive.port), opened(archive.port)])
    const instances = Array.from({ length: 6 }, (_, index) => makeInstance(index, 200_000))
    const answers = await Promise.all(instances.map(({ file }, index) => (index % 2 ? left : right).store(file)))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    for (const { sopInstanceUid, dataSet } of instances) {
      const found = archive.committed.find(({ request }) => request.affectedSopInstanceUid === sopInstanceUid)
      expect(found?.dataSet.equals(dataSet)).toBe(true)
    }
    expect(new Set(archive.committed.map(({ request }) => request.association.id)).size).toBe(2)
  })

  it('tells a warning from a refusal', async () => {
    const archive = await start({
      onStore: ({ affectedSopInstanceUid }) => ({ status: affectedSopInstanceUid.endsWith('.1') ? 0xb000 : 0xa900 }),
    })
    const association = await opened(archive.port)
    expect(await association.store(makeInstance(1).file)).toEqual({ ok: true, status: 0xb000, warning: true })
    expect(await association.store(makeInstance(2).file)).toMatchObject({
      ok: false,
      problem: { kind: 'refused', status: 0xa900 },
    })
  })

  it('runs over TLS, and not with a certificate nobody vouches for', async () => {
    const where = folder()
    const [key, cert] = [join(where, 'key.pem'), join(where, 'cert.pem')]
    try {
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject],
        {
          stdio: 'ignore',
        },
      )
    } catch {
      return console.warn('TLS not tested: openssl is not installed')
    }
    const archive = await start({ tls: { key: readFileSync(key), cert: readFileSync(cert) } })
    const association = await opened(archive.port, { tls: { ca: readFileSync(cert) } })
    expect(await association.store(makeInstance(1).file)).toMatchObject({ ok: true })
    expect(await openAssociation(to(archive.port, { tls: {} }))).toMatchObject({
      problem: { kind: 'connection-refused', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
  })
})

describe('an association that fails', () => {
  it('names a refused connection, a rejection with its reason, and a silent peer', async () => {
    expect(await openAssociation(to(9))).toMatchObject({
      problem: { kind: 'connection-refused', code: 'ECONNREFUSED' },
    })
    const archive = await start()
    expect(await openAssociation(to(archive.port, { calledAe: 'OTHER' }))).toMatchObject({
      problem: { kind: 'rejected', reason: 'called AE title not recognised', transient: false },
    })
    const silent = await crookedPeer(() => undefined)
    expect(await openAssociation(to(silent, { timeouts: { associationMs: 80 } }))).toMatchObject({
      problem: { kind: 'timeout', during: 'association' },
    })
  })

  it('is refused before it starts when the titles or contexts cannot be sent', async () => {
    for (const options of [
      { calledAe: '' },
      { callingAe: 'SEVENTEEN_LETTERS' },
      { calledAe: 'A\\B' },
      { contexts: [] },
    ]) {
      expect(await openAssociation(to(1, options))).toMatchObject({ problem: { kind: 'bad-request' } })
    }
  })

  it('has no context for what was not asked for or not agreed', async () => {
    const archive = await start({ transferSyntaxes: [IMPLICIT_VR_LITTLE_ENDIAN] })
    const association = await opened(archive.port)
    expect(await association.store(makeInstance(1).file)).toMatchObject({
      problem: { kind: 'no-context', sopClassUid: CT_IMAGE, transferSyntax: EXPLICIT_VR_LITTLE_ENDIAN },
    })
    expect(await association.echo()).toMatchObject({ ok: true })
  })

  it('refuses a file that is not Part 10 or cannot be read, and goes on', async () => {
    const archive = await start()
    const association = await opened(archive.port)
    const empty = part10Header({ ...CT, sopInstanceUid: '2.25.1' })
    expect(await association.store(Buffer.alloc(500))).toMatchObject({ problem: { kind: 'not-part10' } })
    expect(await association.store(empty)).toMatchObject({ problem: { kind: 'not-part10' } })
    expect(await association.store({ path: join(folder(), 'none.dcm') })).toMatchObject({
      problem: { kind: 'unreadable', code: 'ENOENT' },
    })
    expect(await association.store(makeInstance(1).file)).toMatchObject({ ok: true })
  })

  it.each([
    ['aborts', (socket: Socket) => socket.write(encodeAbort(2, 6)), 'aborted'],
    ['cuts the connection', (socket: Socket) => socket.destroy(), 'connection-lost'],
    ['answers with an unknown PDU', (socket: Socket) => socket.write(Buffer.alloc(20, 9)), 'protocol-error'],
    ['claims 4 GB', (socket: Socket) => socket.write(Buffer.from([4, 0, 255, 255, 255, 255])), 'protocol-error'],
    ['says nothing', () => undefined, 'timeout'],
  ])('says so when the peer %s during a store', async (_name, misbehave, kind) => {
    const port = await crookedPeer((socket, _chunk, count) => {
      if (count === 0) socket.write(acceptance)
      else misbehave(socket)
    })
    const association = await opened(port, { timeouts: { responseMs: 150 } })
    expect(await association.store(makeInstance(1).file)).toMatchObject({ ok: false, problem: { kind } })
    expect(await association.store(makeInstance(2).file)).toMatchObject({ ok: false })
  })

  it('times out when the peer takes no more bytes', async () => {
    const port = await crookedPeer((socket, _chunk, count) => {
      if (count === 0) socket.write(acceptance)
      else socket.pause()
    })
    const association = await opened(port, { timeouts: { responseMs: 200 } })
    expect(await association.store(makeInstance(1, 64 * 1024 * 1024).file)).toMatchObject({
      problem: { kind: 'timeout', during: 'transfer' },
    })
  })
})

describe('sending many files', () => {
  it('gives an answer for each over several associations', async () => {
    const archive = await start()
    const where = folder()
    const paths = Array.from({ length: 9 }, (_, index) => join(where, `${index}.dcm`))
    for (const [index, path] of paths.entries()) writeFileSync(path, makeInstance(index, 50_000).file)
    writeFileSync(paths[4]!, 'not DICOM')
    const result = await storeFiles({ ...to(archive.port), paths, associations: 3 })
    if (!result.ok) throw new Error(result.problem.message)
    expect(paths.map((path) => result.answers.get(path)?.ok)).toEqual(paths.map((_, index) => index !== 4))
    expect(archive.committed).toHaveLength(8)
  })

  it('fails as a whole when nobody listens, and file by file when the listener goes', async () => {
    const where = folder()
    const paths = Array.from({ length: 4 }, (_, index) => join(where, `${index}.dcm`))
    for (const [index, path] of paths.entries()) writeFileSync(path, makeInstance(index).file)
    expect(await storeFiles({ ...to(9), paths })).toMatchObject({ problem: { kind: 'connection-refused' } })
    let stored = 0
    const archive = await start({
      onStore: () => {
        const closing = ++stored === 2
        if (closing) void archive.listener.close()
        const commit = async () => {
          if (closing) await sleep(100)
          return { status: 0 }
        }
        return { write: () => undefined, commit, abort: () => undefined }
      },
    })
    const result = await storeFiles({ ...to(archive.port), paths, associations: 1 })
    if (!result.ok) throw new Error(result.problem.message)
    expect(paths.map((path) => result.answers.get(path)?.ok)).toEqual([true, false, false, false])
  })
})
