import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { encodeAbort, encodeRelease } from './associate-pdu.ts'
import { decodeCommand } from './dimse-command.ts'
import { eventually, type MemoryArchive, startMemoryArchive } from './fixtures/memory-archive.ts'
import { CT_IMAGE, makeInstance } from './fixtures/part10-instance.ts'
import { associationRequest, connectRawPeer, type RawPeer, storeCommand } from './fixtures/raw-peer.ts'
import { encodePData } from './p-data.ts'
import { PDU } from './pdu-reader.ts'

const archives: MemoryArchive[] = []
const peers: RawPeer[] = []
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.socket.destroy()
  for (const archive of archives.splice(0)) await archive.listener.close()
})

async function start(options?: Parameters<typeof startMemoryArchive>[0]): Promise<MemoryArchive> {
  const archive = await startMemoryArchive(options)
  archives.push(archive)
  return archive
}

async function dial(archive: MemoryArchive): Promise<RawPeer> {
  const peer = await connectRawPeer(archive.port)
  peers.push(peer)
  return peer
}

async function associated(archive: MemoryArchive): Promise<{ peer: RawPeer; acceptBytes: number }> {
  const peer = await dial(archive)
  peer.send(associationRequest())
  const accept = await peer.read(10)
  expect(accept[0]).toBe(PDU.associateAccept)
  return { peer, acceptBytes: accept.length }
}

/** Status and comment of the response that follows the acceptance. */
async function statusAfter(peer: RawPeer, acceptBytes: number): Promise<{ status?: number; comment?: string }> {
  const bytes = await peer.read(acceptBytes + 100)
  const response = decodeCommand(bytes.subarray(acceptBytes + 12))
  if (!response.ok) throw new Error(response.detail)
  const { status, comment } = response.value
  return { ...(status === undefined ? {} : { status }), ...(comment === undefined ? {} : { comment }) }
}

function dataSet(bytes: Buffer): Buffer {
  return encodePData({ contextId: 3, command: false, data: bytes, peerMaxPdu: 16_384 })
}

const abortOf = (reason: number): Buffer => encodeAbort(2, reason)

describe('who may open an association', () => {
  it('is told by result, source and reason of the rejection', async () => {
    const archive = await start({
      acceptCalling: (ae) => (ae === 'BUSY' ? 'temporary-congestion' : ae === 'RAW'),
    })
    for (const [called, calling, code] of [
      ['NOBODY', 'RAW', [1, 1, 7]],
      ['CLIC', 'STRANGER', [1, 1, 3]],
      ['CLIC', 'BUSY', [2, 3, 1]],
    ] as const) {
      const peer = await dial(archive)
      peer.send(associationRequest(called, calling))
      expect([...(await peer.closed())]).toEqual([PDU.associateReject, 0, 0, 0, 0, 4, 0, ...code])
    }
    expect(archive.events.map((event) => event.event)).toEqual(Array(3).fill('association-rejected'))
  })

  it('is refused when the application context or the protocol version is foreign', async () => {
    const archive = await start()
    const foreign = associationRequest()
    foreign.write('9', foreign.indexOf('1.2.840.10008.3.1.1.1'), 'latin1')
    const version2 = associationRequest()
    version2.writeUInt16BE(2, 6)
    for (const [request, code] of [
      [foreign, [1, 1, 2]],
      [version2, [1, 2, 2]],
    ] as const) {
      const peer = await dial(archive)
      peer.send(request)
      expect([...(await peer.closed()).subarray(7)]).toEqual(code)
    }
  })

  it('waits when all places are taken, and gets in when one is free', async () => {
    const archive = await start({ maxAssociations: 1 })
    const { peer: first } = await associated(archive)
    const second = await dial(archive)
    second.send(associationRequest())
    expect([...(await second.closed()).subarray(7)]).toEqual([2, 3, 2])
    first.send(encodeRelease(PDU.releaseRequest))
    await first.closed()
    await eventually(() => archive.events.some((event) => event.event === 'association-ended'))
    await associated(archive)
  })

  it('is turned away when the lookup of the caller fails', async () => {
    const archive = await start({
      acceptCalling: () => {
        throw new Error('the register is down')
      },
    })
    const peer = await dial(archive)
    peer.send(associationRequest())
    expect((await peer.closed())[0]).toBe(PDU.associateReject)
  })
})

describe('a hostile or broken peer', () => {
  it('is aborted when it claims a PDU of 4 GB, before and after the association', async () => {
    const archive = await start()
    const claim = Buffer.from([4, 0, 0xff, 0xff, 0xff, 0xff])
    const early = await dial(archive)
    early.send(claim)
    expect(await early.closed()).toEqual(abortOf(6))
    const { peer, acceptBytes } = await associated(archive)
    peer.send(claim)
    expect((await peer.closed()).subarray(acceptBytes)).toEqual(abortOf(6))
    const request = await dial(archive)
    request.send(Buffer.from([1, 0, 0xff, 0xff, 0xff, 0xff]))
    expect(await request.closed()).toEqual(abortOf(6))
  })

  it('is aborted when it is silent before, or idle after, its association', async () => {
    const archive = await start({ artimMs: 150, idleMs: 150 })
    expect(await (await dial(archive)).closed()).toEqual(abortOf(0))
    const { peer, acceptBytes } = await associated(archive)
    expect((await peer.closed()).subarray(acceptBytes)).toEqual(abortOf(0))
  })

  it('is cut off when it does not close after our last word, and holds no place meanwhile', async () => {
    const archive = await start({ artimMs: 300, maxAssociations: 1 })
    const peer = await connectRawPeer(archive.port, { closesItself: false })
    peers.push(peer)
    peer.send(Buffer.concat([associationRequest(), Buffer.from([9, 0, 0, 0, 0, 4])]))
    await eventually(() => peer.received().subarray(-10).equals(abortOf(1)))
    expect(peer.socket.readableEnded).toBe(false)
    await associated(archive)
    await peer.closed()
  })

  it('is aborted when it trickles its association request beyond the timer', async () => {
    const archive = await start({ artimMs: 200 })
    const peer = await dial(archive)
    const trickle = setInterval(() => peer.socket.writable && peer.send(associationRequest().subarray(0, 1)), 20)
    expect((await peer.closed()).length).toBeGreaterThan(0)
    clearInterval(trickle)
  })

  it.each([
    ['data before an association', false, () => dataSet(Buffer.alloc(10)), 2],
    ['a second association request', true, () => associationRequest(), 2],
    ['a data set without a command', true, () => dataSet(Buffer.alloc(10)), 5],
    [
      'a context nobody agreed to',
      true,
      () => encodePData({ contextId: 9, command: true, data: Buffer.alloc(8), peerMaxPdu: 0 }),
      6,
    ],
    [
      'a command that is none',
      true,
      () => encodePData({ contextId: 3, command: true, data: Buffer.alloc(9), peerMaxPdu: 0 }),
      6,
    ],
    [
      'an endless command',
      true,
      () => encodePData({ contextId: 3, command: true, data: Buffer.alloc(40_000), peerMaxPdu: 0 }),
      6,
    ],
    ['a command inside a data set', true, () => Buffer.concat([storeCommand('2.25.1'), storeCommand('2.25.2')]), 5],
    [
      'a release inside a data set',
      true,
      () => Buffer.concat([storeCommand('2.25.1'), encodeRelease(PDU.releaseRequest)]),
      2,
    ],
  ])('is aborted for %s', async (_name, afterAssociation, bytes, reason) => {
    const archive = await start()
    const { peer, acceptBytes } = afterAssociation
      ? await associated(archive)
      : { peer: await dial(archive), acceptBytes: 0 }
    peer.send(bytes())
    expect((await peer.closed()).subarray(acceptBytes)).toEqual(abortOf(reason))
    expect(archive.committed).toHaveLength(0)
  })

  it('never brings the listener down, and never leaves a sink open', async () => {
    const archive = await start({ artimMs: 100, idleMs: 100 })
    const good = Buffer.concat([
      associationRequest(),
      storeCommand('2.25.1'),
      dataSet(makeInstance(1).dataSet),
      encodeRelease(PDU.releaseRequest),
    ])
    const edit = fc.record({ at: fc.nat(good.length - 1), value: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.nat(good.length), async (edits, length) => {
        const bytes = Buffer.from(good)
        for (const { at, value } of edits) bytes[at] = value
        const peer = await dial(archive)
        peer.socket.end(bytes.subarray(0, length))
        await peer.closed()
      }),
      { numRuns: 150 },
    )
    const { peer, acceptBytes } = await associated(archive)
    peer.send(Buffer.concat([storeCommand('2.25.77'), dataSet(Buffer.alloc(100))]))
    expect(await statusAfter(peer, acceptBytes)).toEqual({ status: 0 })
    const opened = archive.events.filter((event) => event.event === 'callback-failed')
    expect(opened).toEqual([])
  })
})

describe('receiving an instance', () => {
  it('commits exactly the bytes of the wire, and says success only after the commit', async () => {
    const order: string[] = []
    const archive = await start({
      onStore: () => ({
        write: () => undefined,
        async commit() {
          await sleep(50)
          order.push('committed')
          return { status: 0 }
        },
        abort: () => undefined,
      }),
    })
    const { peer, acceptBytes } = await associated(archive)
    peer.send(Buffer.concat([storeCommand('2.25.1'), dataSet(Buffer.alloc(100))]))
    await statusAfter(peer, acceptBytes)
    order.push('answered')
    expect(order).toEqual(['committed', 'answered'])
  })

  it('keeps nothing of a transfer that is cut, and aborts its sink once', async () => {
    const archive = await start()
    const { peer } = await associated(archive)
    const half = dataSet(makeInstance(1, 100_000).dataSet).subarray(0, 60_000)
    peer.send(Buffer.concat([storeCommand('2.25.1'), half]))
    await eventually(() => archive.received() > 40_000)
    peer.socket.destroy()
    await eventually(() => archive.events.some((event) => event.event === 'association-ended'))
    await archive.listener.close()
    expect(archive.committed).toHaveLength(0)
    expect(archive.aborted()).toBe(1)
  })

  it('keeps nothing when the connection is cut while a slow write is under way', async () => {
    const archive = await start({ writeDelayMs: 100 })
    const { peer } = await associated(archive)
    peer.send(
      Buffer.concat([
        storeCommand('2.25.1'),
        dataSet(Buffer.alloc(10_000)),
        dataSet(Buffer.alloc(100)).subarray(0, 50),
      ]),
    )
    await eventually(() => archive.received() > 0)
    peer.socket.resetAndDestroy()
    await archive.listener.close()
    expect(archive.aborted() + archive.committed.length).toBe(1)
  })

  it('slows the sender down when the sink is slow', async () => {
    const archive = await start({ writeDelayMs: 40 })
    const { peer } = await associated(archive)
    // 64 whole PDUs of 16,384 bytes, none of them the last of the data set.
    const megabyte = dataSet(Buffer.alloc(65 * 16_378)).subarray(0, 64 * 16_390)
    peer.send(storeCommand('2.25.1'))
    for (let sent = 0; sent < 64; sent++) peer.send(megabyte)
    await sleep(300)
    expect(archive.received()).toBeGreaterThan(0)
    expect(archive.received()).toBeLessThan(4 * 1024 * 1024)
    expect(peer.socket.writableLength).toBeGreaterThan(40 * 1024 * 1024)
  })

  it.each([
    ['a SOP class other than that of its context', storeCommand('2.25.1', '1.2.840.10008.5.1.4.1.1.4'), 0x0122],
    ['a SOP instance UID that would leave its folder', storeCommand('../../etc/passwd'), 0x0117],
  ])('refuses %s', async (_name, command, status) => {
    const archive = await start()
    const { peer, acceptBytes } = await associated(archive)
    peer.send(Buffer.concat([command, dataSet(Buffer.alloc(100))]))
    expect(await statusAfter(peer, acceptBytes)).toMatchObject({ status })
    expect(archive.received()).toBe(0)
  })

  it('refuses an instance over the size limit and stays ready for the next', async () => {
    const archive = await start({ maxInstanceBytes: 50_000 })
    const { peer, acceptBytes } = await associated(archive)
    peer.send(Buffer.concat([storeCommand('2.25.1'), dataSet(Buffer.alloc(60_000))]))
    expect(await statusAfter(peer, acceptBytes)).toMatchObject({ status: 0xa700 })
    const before = peer.received().length
    peer.send(Buffer.concat([storeCommand('2.25.2'), dataSet(Buffer.alloc(50_000))]))
    expect(await statusAfter(peer, before)).toEqual({ status: 0 })
    expect(archive.committed.map(({ request }) => request.affectedSopInstanceUid)).toEqual(['2.25.2'])
    expect(archive.aborted()).toBe(1)
  })

  it('answers "out of resources" for a full disk and "processing failure" for other errors, and aborts the sink', async () => {
    for (const [code, status] of [
      ['ENOSPC', 0xa700],
      ['EIO', 0x0110],
    ] as const) {
      for (const step of ['write', 'commit', 'open'] as const) {
        let aborted = 0
        const fail = (at: string): void => {
          if (at === step) throw Object.assign(new Error('no'), { code })
        }
        const archive = await start({
          onStore: () => {
            fail('open')
            return {
              write: () => void fail('write'),
              async commit() {
                fail('commit')
                return { status: 0 }
              },
              abort: () => void aborted++,
            }
          },
        })
        const { peer, acceptBytes } = await associated(archive)
        peer.send(Buffer.concat([storeCommand('2.25.1'), dataSet(Buffer.alloc(100))]))
        expect(await statusAfter(peer, acceptBytes)).toMatchObject({ status })
        expect(aborted).toBe(step === 'open' ? 0 : 1)
      }
    }
  })

  it('passes on a refusal of the caller with its comment', async () => {
    const archive = await start({ onStore: () => ({ status: 0x0124, comment: 'source is not active' }) })
    const { peer, acceptBytes } = await associated(archive)
    peer.send(Buffer.concat([storeCommand('2.25.1'), dataSet(Buffer.alloc(100))]))
    expect(await statusAfter(peer, acceptBytes)).toEqual({ status: 0x0124, comment: 'source is not active' })
  })

  it('logs titles, addresses and counts, but no instance UID and nothing of the patient', async () => {
    const archive = await start()
    const { dataSet: bytes, sopInstanceUid } = makeInstance(5)
    const { peer, acceptBytes } = await associated(archive)
    peer.send(Buffer.concat([storeCommand(sopInstanceUid), dataSet(bytes)]))
    await statusAfter(peer, acceptBytes)
    peer.send(encodeRelease(PDU.releaseRequest))
    await peer.closed()
    await eventually(() => archive.events.length === 2)
    expect(archive.events.at(-1)).toMatchObject({ how: 'released', stored: 1, refused: 0 })
    const log = JSON.stringify(archive.events)
    for (const secret of [sopInstanceUid, 'NOBODY', '999999']) expect(log).not.toContain(secret)
    expect(archive.committed[0]).toMatchObject({
      request: { affectedSopClassUid: CT_IMAGE, callingAe: 'RAW', calledAe: 'CLIC' },
      dataSet: bytes,
    })
  })

  it('says which port it could not take', async () => {
    const archive = await start()
    await expect(startMemoryArchive({ port: archive.port })).rejects.toThrow(`port ${archive.port}`)
  })

  it('aborts open associations when it closes', async () => {
    const archive = await start()
    const { peer, acceptBytes } = await associated(archive)
    await archive.listener.close()
    expect((await peer.closed()).subarray(acceptBytes)).toEqual(abortOf(0))
  })
})
