import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { installPrograms } from '../install-programs.ts'
import { repository } from '../repository.ts'
import { installRuntime } from '../up/install-runtime.ts'
import type { ProofResult } from './proof.ts'

/** What `bench/sample-files.ts --json` prints. */
interface Samples {
  judges: Record<string, boolean>
  rows: { file: string; outcome: string; reason: string; faults: string[]; pixels: string }[]
}

/** Every sample file is de-identified, and programs that are not ours judge what comes out. */
export async function proveSamples(say: (line: string) => void): Promise<ProofResult> {
  installRuntime(say)
  installPrograms({ dciodvfy: 'dicom3tools', dcmj2pnm: 'dcmtk' }, say)
  const script = join(repository, 'bench', 'sample-files.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, '--json'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (!printed.startsWith('{')) throw new Error('the samples ended without a result')
  const { judges, rows } = JSON.parse(printed) as Samples
  const released = rows.filter((row) => row.outcome.startsWith('released'))
  const faulty = rows.filter((row) => row.faults.length > 0)
  const missing = Object.keys(judges).filter((judge) => !judges[judge])
  const of = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  say(`   ${released.length} of ${rows.length} released, ${faulty.length} with faults`)
  return {
    ok: faulty.length === 0 && missing.length === 0 && released.length > 0,
    sentence: `Of ${rows.length} real DICOM files of all kinds, ${released.length} are released under the research profile; programs that are not ours find a fault in ${faulty.length} of them. The others are held, each with its reason.`,
    sections: [
      {
        title: 'Figures',
        text: [
          `- released without a look: ${of('released')}`,
          `- released after a look at their pixels, nothing blackened: ${of('released after a look')}`,
          `- released with text or faces blackened: ${of('released masked')}`,
          `- held: ${rows.length - released.length}`,
          `- with a fault: ${faulty.length}`,
          `- judges that are missing: ${missing.length > 0 ? missing.join(', ') : 'none'}`,
        ].join('\n'),
      },
      {
        title: 'What is judged',
        text: 'A released file has no error of dciodvfy that its input had not, is read by dcmdump, is drawn by dcmj2pnm where its input is, and is read by pydicom with the same picture, byte for byte or decoded, unless something in it was blackened.',
      },
      {
        title: 'Held',
        text: table(
          'reason',
          rows.filter((row) => !row.outcome.startsWith('released')),
          (row) => row.reason,
        ),
      },
      { title: 'Released', text: table('picture', released, (row) => [row.pixels, ...row.faults].join('; ')) },
    ],
  }
}

function table(last: string, rows: Samples['rows'], said: (row: Samples['rows'][number]) => string): string {
  if (rows.length === 0) return 'None.'
  return `| file | outcome | ${last} |\n|---|---|---|\n${rows.map((row) => `| ${row.file} | ${row.outcome} | ${said(row)} |`).join('\n')}`
}
