/**
 * De-identification of a folder of CT slices: ours, `cp -r` as the floor, and the peers that are there.
 *
 *     node bench/deidentify.ts [--files 500] [--runs 3] [--source FILE.dcm] [--python PYTHON]        Linux, needs bash
 *
 * `gdcmanon` (package gdcm-tools) runs when it is on the path; dicognito and Kitware's dicom-anonymizer when the Python given can import
 * them. Every tool at its default. Ours runs with the default profile, sweep, digests, output scan and proof: the flags of the leak test.
 * Prints the median of the runs: wall, CPU a file (user and system, the figure to trust on a shared machine), and wall over cp -r.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Dataset, newUid, readDataset, writeFile } from '@clic/dicom'

interface Tool {
  name: string
  command(input: string, output: string): string[]
}

interface Figures {
  wall: number
  cpu: number
  peakMb: number
  files: number
}

/** Programs that may or may not be on the path. */
const [gdcm, certify] = ['gdcmanon', 'openssl'] as const
const here = join(import.meta.dirname, '..')

function tools(scratch: string, python: string | undefined): Tool[] {
  const ours = (name: string, more: string[]): Tool => ({
    name,
    command: (input, output) => [
      process.execPath,
      join(here, 'apps/cli/src/main.ts'),
      'deidentify',
      input,
      output,
      '--key',
      join(scratch, 'key.json'),
      '--proof',
      join(scratch, 'proof.jsonl'),
      ...more,
    ],
  })
  const found: Tool[] = [
    { name: 'cp -r', command: (input, output) => ['cp', '-r', input, output] },
    ours('clic', []),
    ours('clic --jobs 2', ['--jobs', '2']),
  ]
  if (spawnSync(gdcm, ['--version']).error === undefined) {
    const key = join(scratch, 'certificate.pem')
    spawnSync(certify, [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      join(scratch, 'private.pem'),
      '-out',
      key,
      '-subj',
      '/CN=bench',
    ])
    found.push({
      name: 'gdcmanon -e',
      command: (input, output) => [gdcm, '-e', '-c', key, '-r', '-i', input, '-o', output],
    })
  }
  const has = (module: string) => python !== undefined && spawnSync(python, ['-c', `import ${module}`]).status === 0
  if (has('dicognito'))
    found.push({
      name: 'dicognito',
      command: (input, output) => [python!, '-m', 'dicognito', input, '--output-directory', output],
    })
  if (has('dicomanonymizer'))
    found.push({
      name: 'dicom-anonymizer',
      command: (input, output) => [
        python!,
        '-c',
        'import sys; from dicomanonymizer.anonymizer import main; main()',
        input,
        output,
      ],
    })
  return found
}

/** Copies of one slice with their own UIDs, so that no two outputs share a name. */
function makeSlices(folder: string, count: number, source: string | undefined): void {
  const slice = source ? readDataset(readFileSync(source)) : { ok: true as const, dataset: phantomSlice() }
  if (!slice.ok) throw new Error(slice.problem.message)
  for (let index = 0; index < count; index++) {
    const dataset = new Map(slice.dataset)
    dataset.set(0x00080018, { vr: 'UI', strings: [newUid()] })
    writeFileSync(join(folder, `${String(index).padStart(5, '0')}.dcm`), writeFile(dataset))
  }
}

function phantomSlice(): Dataset {
  return new Map([
    [0x00080016, { vr: 'UI', strings: ['1.2.840.10008.5.1.4.1.1.2'] }],
    [0x00080018, { vr: 'UI', strings: [newUid()] }],
    [0x00080060, { vr: 'CS', strings: ['CT'] }],
    [0x00100010, { vr: 'PN', strings: ['Phantom^Test'] }],
    [0x0020000d, { vr: 'UI', strings: [newUid()] }],
    [0x0020000e, { vr: 'UI', strings: [newUid()] }],
    [0x7fe00010, { vr: 'OW', bytes: Buffer.alloc(512 * 512 * 2, 7) }],
  ])
}

async function measure(tool: Tool, input: string, output: string): Promise<Figures> {
  rmSync(output, { recursive: true, force: true })
  if (tool.name !== 'cp -r') mkdirSync(output)
  const [program = '', ...args] = tool.command(input, output)
  const child = spawn('bash', ['-c', 'TIMEFORMAT="TIMES %R %U %S"; time "$@"', 'bash', program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  let peakMb = 0
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString()
  })
  const poll = setInterval(() => {
    for (const pid of childrenOf(child.pid!)) peakMb = Math.max(peakMb, peakOf(pid))
  }, 25)
  const [code] = (await once(child, 'close')) as [number]
  clearInterval(poll)
  const times = /TIMES ([\d.]+) ([\d.]+) ([\d.]+)/.exec(said)
  if (code !== 0 || !times) throw new Error(`${tool.name} ended with ${code}: ${said.slice(-400)}`)
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
  return { wall: Number(times[1]), cpu: Number(times[2]) + Number(times[3]), peakMb, files }
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

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '500' },
    runs: { type: 'string', default: '3' },
    source: { type: 'string' },
    python: { type: 'string' },
  },
})
const scratch = mkdtempSync(join(tmpdir(), 'clic-bench-deidentify-'))
try {
  const input = join(scratch, 'input')
  mkdirSync(input)
  const sample = join(process.env['CLIC_DATA'] ?? join(here, '../shared/data'), 'dicom/CT/fo-dicom__ct.dcm')
  const source = values.source ?? (existsSync(sample) ? sample : undefined)
  makeSlices(input, Number(values.files), source)
  const all = tools(scratch, values.python)
  const figures = new Map<Tool, Figures[]>(all.map((tool) => [tool, []]))
  // Alternating, so that what else the machine does falls on all; the first round is not counted.
  for (let run = 0; run <= Number(values.runs); run++) {
    for (const tool of all) {
      const result = await measure(tool, input, join(scratch, 'output'))
      if (run > 0) figures.get(tool)!.push(result)
    }
  }
  const count = Number(values.files)
  const of = (tool: Tool, key: keyof Figures) => median(figures.get(tool)!.map((one) => one[key]))
  const floor = of(all[0]!, 'wall')
  console.log(
    `${count} files${source ? ' (copies of a real CT slice, 0.53 MB)' : ''}, median of ${values.runs} runs, process start included`,
  )
  for (const tool of all) {
    const [wall, cpu] = [of(tool, 'wall'), (1000 * of(tool, 'cpu')) / count]
    console.log(
      `${tool.name.padEnd(18)} ${wall.toFixed(2)} s, ${(count / wall).toFixed(0)}/s, ${cpu.toFixed(2)} ms CPU a file, peak ${of(tool, 'peakMb').toFixed(0)} MB, ${(wall / floor).toFixed(1)} × cp -r, ${of(tool, 'files')} files out`,
    )
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
