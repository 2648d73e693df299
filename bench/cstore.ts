/**
 * C-STORE: our listener against dcmtk's storescp, the same instances from the same sender.
 *
 *     node bench/cstore.ts [--instances 500] [--runs 3]          needs storescu and storescp (package dcmtk), Linux
 *
 * Prints the median of the runs: instances a second, CPU of the server in milliseconds an instance, peak memory, and our CPU over
 * storescp's. Ours waits for the disk (fdatasync) before it answers; storescp does not. The sender is storescu with
 * TCP_NODELAY=1: a stock storescu leaves Nagle on, and its waits for delayed acknowledgements hide the server.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import {
  createDicomListener,
  type Dataset,
  newUid,
  openAssociation,
  openPart10File,
  part10Header,
  readFileMeta,
  writeFile,
} from '@clic/dicom'

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2'
/** A 512 × 512 slice of 16 bits. */
const PIXEL_BYTES = 512 * 512 * 2
const MAX_PDU = 131_072
/** /proc/<pid>/stat counts in ticks of 10 ms on every Linux that Node runs on. */
const TICK_MS = 10

interface Server {
  name: string
  process: ChildProcess
  port: number
  folder: string
}

interface Figures {
  perSecond: number
  cpuMs: number
}

/** The server under test, in a process of its own: writes each instance to a file and waits for the disk. */
async function serve(folder: string): Promise<void> {
  let count = 0
  const result = await createDicomListener({
    aeTitle: 'BENCH',
    port: 0,
    maxPdu: MAX_PDU,
    async onStore({ affectedSopClassUid: sopClassUid, affectedSopInstanceUid: sopInstanceUid, transferSyntax }) {
      const header = part10Header({ sopClassUid, sopInstanceUid, transferSyntax })
      const file = await openPart10File(join(folder, `${count++}.dcm`), header)
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
  console.log(result.listener.port)
}

function makeSlices(folder: string, count: number): void {
  const [study, series] = [newUid(), newUid()]
  for (let index = 0; index < count; index++) {
    const dataset: Dataset = new Map([
      [0x00080016, { vr: 'UI', strings: [CT_IMAGE] }],
      [0x00080018, { vr: 'UI', strings: [newUid()] }],
      [0x00080060, { vr: 'CS', strings: ['CT'] }],
      [0x0020000d, { vr: 'UI', strings: [study] }],
      [0x0020000e, { vr: 'UI', strings: [series] }],
      [0x7fe00010, { vr: 'OW', bytes: randomBytes(PIXEL_BYTES) }],
    ])
    writeFileSync(join(folder, `${index}.dcm`), writeFile(dataset))
  }
}

async function startOurs(folder: string): Promise<Server> {
  const child = spawn(process.execPath, [import.meta.filename, 'serve', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return { name: 'clic, fdatasync', process: child, port: Number(line.toString()), folder }
}

async function startStorescp(folder: string): Promise<Server> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  const args = ['-aet', 'BENCH', '+B', '+xa', '-pdu', `${MAX_PDU}`, '-od', folder, `${port}`]
  const child = spawn('storescp', args, { stdio: 'ignore', env: { ...process.env, TCP_NODELAY: '1' } })
  return { name: 'storescp, no sync', process: child, port, folder }
}

async function ready(server: Server): Promise<void> {
  const contexts = [{ sopClassUid: '1.2.840.10008.1.1', transferSyntax: '1.2.840.10008.1.2' }]
  for (let tries = 0; tries < 100; tries++) {
    const opened = await openAssociation({
      host: '127.0.0.1',
      port: server.port,
      callingAe: 'BENCH',
      calledAe: 'BENCH',
      contexts,
    })
    if (opened.ok) return void (await opened.association.release())
    await sleep(50)
  }
  throw new Error(`${server.name} did not come up`)
}

/** User and system time of a process and its ended children, in ms. */
function cpuMs(server: Server): number {
  const stat = readFileSync(`/proc/${server.process.pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS
}

function peakMb(server: Server): number {
  const [, kb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.process.pid}/status`, 'latin1')) ?? []
  return Math.round(Number(kb) / 1024)
}

async function measure(server: Server, slices: string, count: number): Promise<Figures> {
  for (const name of readdirSync(server.folder)) rmSync(join(server.folder, name))
  const before = cpuMs(server)
  const start = process.hrtime.bigint()
  const args = ['-xe', '-pdu', `${MAX_PDU}`, '+sd', '-aec', 'BENCH', '127.0.0.1', `${server.port}`, slices]
  await promisify(execFile)('storescu', args, { maxBuffer: 2 ** 26, env: { ...process.env, TCP_NODELAY: '1' } })
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  const stored = readdirSync(server.folder).length
  if (stored !== count) throw new Error(`${server.name} kept ${stored} of ${count} instances`)
  return { perSecond: count / seconds, cpuMs: (cpuMs(server) - before) / count }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** How many received files hold exactly the data set that was sent. */
function identical(received: string, sent: string): number {
  const read = (path: string) => {
    const file = readFileSync(path)
    const meta = readFileMeta(file)
    if (!meta.ok) throw new Error(meta.detail)
    return { uid: meta.value.sopInstanceUid, dataSet: file.subarray(meta.value.dataSetOffset) }
  }
  const originals = new Map(readdirSync(sent).map((name) => [read(join(sent, name)).uid, join(sent, name)]))
  return readdirSync(received).filter((name) => {
    const { uid, dataSet } = read(join(received, name))
    const original = originals.get(uid)
    return original !== undefined && read(original).dataSet.equals(dataSet)
  }).length
}

async function compare(instances: number, runs: number): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'clic-bench-'))
  const folders = ['slices', 'ours', 'storescp'].map((name) => join(root, name)) as [string, string, string]
  for (const folder of folders) mkdirSync(folder)
  const [slices, ours, theirs] = folders
  makeSlices(slices, instances)
  const servers = [await startOurs(ours), await startStorescp(theirs)]
  try {
    for (const server of servers) await ready(server)
    const figures = new Map<Server, Figures[]>(servers.map((server) => [server, []]))
    // Alternating, so that what else the machine does falls on both; the first round warms both up and is not counted.
    for (let run = 0; run <= runs; run++) {
      for (const server of servers) {
        const result = await measure(server, slices, instances)
        if (run > 0) figures.get(server)!.push(result)
      }
    }
    console.log(
      `${instances} instances of ${Math.round(PIXEL_BYTES / 1000)} kB, one association, median of ${runs} runs`,
    )
    const cpu = servers.map((server) => {
      const all = figures.get(server)!
      const ms = median(all.map((one) => one.cpuMs))
      const rate = median(all.map((one) => one.perSecond))
      const same = identical(server.folder, slices)
      const row = `${rate.toFixed(0)}/s, ${ms.toFixed(2)} ms CPU an instance, peak ${peakMb(server)} MB, ${same} identical`
      console.log(`${server.name.padEnd(20)} ${row}`)
      return ms
    })
    console.log(`CPU, clic over storescp: ${(cpu[0]! / cpu[1]!).toFixed(2)}`)
  } finally {
    for (const server of servers) server.process.kill()
    rmSync(root, { recursive: true })
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { instances: { type: 'string', default: '500' }, runs: { type: 'string', default: '3' } },
})
if (positionals[0] === 'serve') await serve(positionals[1]!)
else await compare(Number(values.instances), Number(values.runs))
