/**
 * De-identification of a folder of CT slices and of long multi-frame objects: ours, `cp -r` as the floor, and the peers that are there.
 *
 *     node bench/deidentify.ts [--files 2000] [--runs 3] [--large 4] [--large-runs 3] [--peer-files 200] [--more-files 3000] [--turns 0] [--source FILE.dcm] [--python PYTHON | --venv FOLDER] [--json]
 *
 * Linux, needs bash. `gdcmanon` (package libgdcm-tools) runs when it is on the path; dicognito, pydicom/deid and Kitware's dicom-anonymizer
 * when the Python given can import them; `--venv` makes one there with pip. Every tool at its default. Ours runs with the
 * default profile, sweep, digests, output scan and proof: the flags of the leak test; `clic unchecked` is the same without digests and
 * output scan, to tell what they cost. At its default, ours has a second thread that reads, searches and writes; `--jobs 1` is one thread
 * alone. `--turns`: one and two threads once more, so often, for what a round gives for the two differs by a tenth. Ours runs with one and with two threads over `--more-files` as well: what a thread costs to start
 * weighs the less the more there is to do; what the program costs to start is told by one slice alone. Where it may, it keeps a virtual
 * machine's free memory from its host (`keep-memory.ts`), has all of it made first, and measures once more without that; it waits until new
 * files are as fast to make as they should be (`disk-at-rest.ts`). Prints the median of the runs: wall, CPU a file (user and system, the figure
 * to trust on a shared machine), and wall over cp -r of the same round. Python peers run once over `--peer-files` of them, and over cp -r of as many. `--json`:
 * the same as one line of JSON at the end.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Dataset, newUid, readDataset, writeFile } from '@clic/dicom'
import { diskAtRest } from './disk-at-rest.ts'
import { keepMemory, touchFreeMemory } from './keep-memory.ts'
import { peerPython, peerTools, type Tool } from './peer-tools.ts'

interface Figures {
  wall: number
  cpu: number
  peakMb: number
  files: number
}

/** Medians of one tool over one corpus; `timesCopy`: of what each round gave. */
interface Row {
  tool: string
  wallSeconds: number
  cpuMsPerFile: number
  peakMb: number
  timesCopy: number
  filesOut: number
  /** Of each round that counts: the minutes of a round are as slow for one tool as for the other. */
  rounds: { wallSeconds: number; cpuMsPerFile: number }[]
}

const here = join(import.meta.dirname, '..')

/** As `./clic deidentify` starts it. */
const program = [process.execPath, '--min-semi-space-size=16']

function ourTools(scratch: string): Tool[] {
  const ours = (name: string, more: string[]): Tool => ({
    name,
    command: (input, output) => [
      ...[...program, join(here, 'apps/cli/src/main.ts'), 'deidentify', input, output],
      ...['--key', join(scratch, 'key.json'), '--proof', join(scratch, 'proof.jsonl'), ...more],
    ],
  })
  const unchecked = (name: string, more: string[]): Tool => ({
    name,
    command: (input, output) => [
      ...[...program, join(here, 'bench/deidentify-unchecked.ts'), input, output],
      ...['--key', join(scratch, 'key.json'), '--proof', join(scratch, 'proof.jsonl'), ...more],
    ],
  })
  return [
    { name: 'cp -r', command: (input, output) => ['cp', '-r', input, output] },
    ours('clic', []),
    unchecked('clic unchecked', []),
    ours('clic --jobs 2', ['--jobs', '2']),
    ours('clic --jobs 1', ['--jobs', '1']),
    unchecked('clic unchecked --jobs 1', ['--jobs', '1']),
  ]
}

/** Copies of one slice with their own UIDs, so that no two outputs share a name, and with what differs from slice to slice of a scanner's series. */
function makeObjects(folder: string, count: number, slice: Dataset, frames: number): void {
  mkdirSync(folder)
  for (let index = 0; index < count; index++) {
    const dataset = new Map(slice)
    dataset.set(0x00080018, { vr: 'UI', strings: [newUid()] })
    for (const [tag, vr, value] of slicesOwn(index)) dataset.set(tag, { vr, strings: value.split('\\') })
    if (frames > 1) {
      const pixels = slice.get(0x7fe00010)?.bytes
      if (!pixels) throw new Error('the source holds no pixel data')
      dataset.set(0x00280008, { vr: 'IS', strings: [String(frames)] })
      dataset.set(0x7fe00010, { vr: 'OW', bytes: Buffer.concat(Array.from({ length: frames }, () => pixels)) })
    }
    writeFileSync(join(folder, `${String(index).padStart(5, '0')}.dcm`), writeFile(dataset))
  }
  // Else what is written to the disk late is written beside the first rounds.
  spawnSync('sync')
}

/** Times, number, position and exposure of one slice among many. */
function slicesOwn(index: number): [tag: number, vr: string, value: string][] {
  const time = `${String(100000 + index * 7).slice(-6)}.${String((index * 113) % 1000).padStart(3, '0')}000`
  const z = (-120.5 + index * 1.25).toFixed(3)
  return [
    [0x00080032, 'TM', time],
    [0x00080033, 'TM', time],
    [0x00181151, 'IS', String(180 + ((index * 37) % 190))],
    [0x00181152, 'IS', String(9 + (index % 14))],
    [0x00200013, 'IS', String(index + 1)],
    [0x00200032, 'DS', `-166.0\\-171.699\\${z}`],
    [0x00201041, 'DS', z],
    [0x00281050, 'DS', String(30 + (index % 5))],
  ]
}

function phantomSlice(): Dataset {
  return new Map([
    [0x00080016, { vr: 'UI', strings: ['1.2.840.10008.5.1.4.1.1.2'] }],
    [0x00080018, { vr: 'UI', strings: [newUid()] }],
    [0x00080060, { vr: 'CS', strings: ['CT'] }],
    [0x00100010, { vr: 'PN', strings: ['Phantom^Test'] }],
    [0x0020000d, { vr: 'UI', strings: [newUid()] }],
    [0x0020000e, { vr: 'UI', strings: [newUid()] }],
    [0x00200037, { vr: 'DS', strings: ['1', '0', '0', '0', '1', '0'] }],
    [0x7fe00010, { vr: 'OW', bytes: Buffer.alloc(512 * 512 * 2, 7) }],
  ])
}

async function measure(tool: Tool, input: string, output: string, scratch: string): Promise<Figures> {
  rmSync(join(scratch, 'proof.jsonl'), { force: true })
  touchMemory(input, scratch)
  if (tool.name !== 'cp -r') mkdirSync(output)
  const [program = '', ...args] = tool.command(input, output)
  const child = spawn('bash', ['-c', 'TIMEFORMAT="TIMES %R %U %S"; time "$@"', 'bash', program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // As `./clic` starts it.
    env: { ...process.env, NODE_COMPILE_CACHE: join(here, '.clic/code-cache/cli') },
  })
  let said = ''
  let peakMb = 0
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString()
  })
  const poll = setInterval(() => {
    for (const pid of childrenOf(child.pid!)) peakMb = Math.max(peakMb, peakOf(pid))
  }, 50)
  const [code] = (await once(child, 'close')) as [number]
  clearInterval(poll)
  const times = /TIMES ([\d.]+) ([\d.]+) ([\d.]+)/.exec(said)
  if (code !== 0 || !times) throw new Error(`${tool.name} ended with ${code}: ${said.slice(-400)}`)
  const files = filesIn(output)
  // Emptied now and removed at the end: ext4 without a journal looks at every inode that was freed in the last minutes when it makes a
  // file, and what one tool left would slow the next one down.
  for (const file of files) truncateSync(file, 0)
  return { wall: Number(times[1]), cpu: Number(times[2]) + Number(times[3]), peakMb, files: files.length }
}

/**
 * A copy that is not counted, before each run of each tool: pages that nobody touched since the machine started, or since its host took them,
 * are made by the host. Then what waits to be written to the disk is written, the input above all: else that falls on who runs half a minute
 * after it was made.
 */
function touchMemory(input: string, scratch: string): void {
  const copy = join(scratch, `copy-${basename(input)}`)
  spawnSync('cp', ['-rT', input, copy])
  for (const file of filesIn(copy)) truncateSync(file, 0)
  spawnSync('sync')
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** All tools over one folder. Alternating, so that what else the machine does falls on all; of several rounds the first is not counted. */
async function compare(
  tools: readonly Tool[],
  input: string,
  runs: number,
  scratch: string,
  what = 'output',
): Promise<Row[]> {
  const uncounted = runs > 1 ? 1 : 0
  const figures = new Map<Tool, Figures[]>(tools.map((tool) => [tool, []]))
  const count = filesIn(input).length
  for (let run = 0; run < runs + uncounted; run++) {
    for (const [i, tool] of tools.entries()) {
      const result = await measure(tool, input, join(scratch, `${what}-${basename(input)}-${run}-${i}`), scratch)
      if (run >= uncounted) figures.get(tool)!.push(result)
    }
  }
  const copies = figures.get(tools[0]!)!
  return tools.map((tool) => {
    const all = figures.get(tool)!
    const rounds = all.map(({ wall, cpu }) => ({ wallSeconds: wall, cpuMsPerFile: (1000 * cpu) / count }))
    return {
      tool: tool.name,
      wallSeconds: median(rounds.map((one) => one.wallSeconds)),
      cpuMsPerFile: median(rounds.map((one) => one.cpuMsPerFile)),
      peakMb: median(all.map((one) => one.peakMb)),
      timesCopy: median(all.map((one, round) => one.wall / copies[round]!.wall)),
      filesOut: median(all.map((one) => one.files)),
      rounds,
    }
  })
}

function print(title: string, rows: readonly Row[], megabytesEach: number): void {
  console.log(title)
  for (const row of rows)
    console.log(
      `${row.tool.padEnd(18)} ${row.wallSeconds.toFixed(2)} s, ${(row.filesOut / row.wallSeconds).toFixed(0)}/s, ${((megabytesEach * row.filesOut) / row.wallSeconds).toFixed(0)} MB/s, ${row.cpuMsPerFile.toFixed(2)} ms CPU a file, peak ${row.peakMb.toFixed(0)} MB, ${row.timesCopy.toFixed(2)} × cp -r, ${row.filesOut} files out`,
    )
}

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '3' },
    large: { type: 'string', default: '4' },
    'large-runs': { type: 'string', default: '3' },
    'peer-files': { type: 'string', default: '200' },
    'more-files': { type: 'string', default: '3000' },
    turns: { type: 'string', default: '0' },
    source: { type: 'string' },
    python: { type: 'string' },
    venv: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const scratch = mkdtempSync(join(tmpdir(), 'clic-bench-deidentify-'))
const kept = keepMemory()
if (kept) touchFreeMemory()
try {
  const sample = join(process.env['CLIC_DATA'] ?? join(here, '../shared/data'), 'dicom/CT/fo-dicom__ct.dcm')
  const source = values.source ?? (existsSync(sample) ? sample : undefined)
  const read = source ? readDataset(readFileSync(source)) : { ok: true as const, dataset: phantomSlice() }
  if (!read.ok) throw new Error(read.problem.message)
  const of = source ? 'a real CT slice, 0.53 MB' : 'a phantom slice, 0.52 MB'
  const { tools: peers, missing } = peerTools(scratch, values.venv ? peerPython(values.venv) : values.python)
  const ours = ourTools(scratch)
  for (const one of missing) console.log(`missing: ${one}`)
  console.log(
    `memory that lies free ${kept ? 'stays with this machine while it is measured' : 'is left to the host, if there is one'}`,
  )
  if (!(await diskAtRest(scratch)))
    console.log('new files are slow to make here: what a copy takes is not what the disk can')
  const [files, large] = [Number(values.files), Number(values.large)]
  const [small, start]: [Row[], Row[]] = [[], []]
  if (files > 0) {
    const input = join(scratch, 'slices')
    makeObjects(input, files, read.dataset, 1)
    const [fast, slow] = [peers.filter((one) => !one.slow), peers.filter((one) => one.slow)]
    small.push(...(await compare([...ours, ...fast], input, Number(values.runs), scratch)))
    const few = join(scratch, 'few')
    const fewer = Math.min(files, Number(values['peer-files']))
    makeObjects(few, fewer, read.dataset, 1)
    if (slow.length > 0)
      for (const row of (await compare([ours[0]!, ...slow], few, 1, scratch)).slice(1))
        small.push({ ...row, tool: `${row.tool}, ${fewer} files once` })
    const [copy, , , two, one] = ours
    const turns = Number(values.turns)
    if (turns > 0)
      for (const row of (await compare([copy!, one!, two!], input, turns, scratch, 'turns')).slice(1))
        small.push({ ...row, tool: `${row.tool}, in ${turns} turns` })
    const more = Number(values['more-files'])
    if (more > files) {
      const larger = join(scratch, 'more')
      makeObjects(larger, more, read.dataset, 1)
      for (const row of (await compare([copy!, one!, two!], larger, Number(values.runs), scratch)).slice(1))
        small.push({ ...row, tool: `${row.tool}, ${more} files` })
    }
    const single = join(scratch, 'single')
    makeObjects(single, 1, read.dataset, 1)
    start.push(...(await compare(ours.slice(1, 3), single, Number(values.runs), scratch)))
    print('one slice alone, which is what starting costs', start, 0.53)
    print(`${files} copies of ${of}; median of ${values.runs} runs, process start included`, small, 0.53)
  }
  const long: Row[] = []
  if (large > 0) {
    const input = join(scratch, 'large')
    makeObjects(input, large, read.dataset, 400)
    // Python peers hold such a file in memory several times and are left out.
    const tools = [...ours.slice(0, 4), ...peers.filter((one) => !one.slow)]
    long.push(...(await compare(tools, input, Number(values['large-runs']), scratch)))
    print(
      `${large} multi-frame objects of 210 MB (400 frames of it each); median of ${values['large-runs']} runs`,
      long,
      210,
    )
  }
  const asItIs: { small: Row[]; long: Row[] } = { small: [], long: [] }
  if (kept?.giveBack && files > 0 && large > 0) {
    kept.giveBack()
    const tools = ours.slice(0, 3)
    asItIs.small.push(...(await compare(tools, join(scratch, 'slices'), Number(values.runs), scratch, 'as-it-is')))
    print('the slices again, with the host taking back memory that lies free', asItIs.small, 0.53)
    asItIs.long.push(
      ...(await compare(tools, join(scratch, 'large'), Number(values['large-runs']), scratch, 'as-it-is')),
    )
    print('the multi-frame objects again, with the host taking back memory that lies free', asItIs.long, 210)
  }
  if (values.json)
    console.log(
      JSON.stringify({ source: of, files, large, start, small, long, memoryKept: kept !== undefined, asItIs, missing }),
    )
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
