import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { repository } from '../repository.ts'
import type { ProofResult } from './proof.ts'

const count = 1_000_000

/** What `bench/fuzz-deidentify.ts --json` prints. */
interface FuzzResult {
  count: number
  seconds: number
  outcomes: Record<string, number>
  kinds: number
  slowestMs: number
  hung: number[]
  faults: { input: number; seed: string; fault: string }[]
}

/** Every input goes through tokeniser and rewriter. Nothing may throw, hang or let something known of the patient out. */
export async function proveFuzz(say: (line: string) => void): Promise<ProofResult> {
  const script = join(repository, 'bench', 'fuzz-deidentify.ts')
  const workers = String(Math.min(8, availableParallelism()))
  const child = spawn(process.execPath, [script, '--json', '--count', String(count), '--workers', workers], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stderr.setEncoding('utf8').on('data', (lines: string) => say(lines.trimEnd()))
  const [printed] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (!printed.startsWith('{')) throw new Error('the fuzzer ended without a result')
  const result = JSON.parse(printed) as FuzzResult
  const { outcomes, faults, hung } = result
  const released = outcomes['released'] ?? 0
  return {
    ok: result.count === count && faults.length === 0 && hung.length === 0 && released > count / 10,
    sentence: `${count} broken files are read and de-identified: each is released or kept with a named reason; none throws or hangs, and what is released reads, carries the pseudonym and holds nothing known of the patient.`,
    sections: [
      {
        title: 'Figures',
        text: [
          `- thrown, leaking or unreadable afterwards: ${faults.length}`,
          `- longer than ten seconds: ${hung.length}`,
          `- released: ${released}, of ${result.kinds} kinds of objects and syntaxes`,
          `- slowest: ${result.slowestMs} ms`,
          `- changed are value representation, length, tag, value, character set, order, nesting, and bytes`,
          ...faults.map((one) => `- input ${one.input} (${one.seed}): ${one.fault.split('\n')[0]}`),
        ].join('\n'),
      },
      {
        title: 'Outcomes',
        text: `| outcome | times |\n|---|---|\n${Object.entries(outcomes)
          .sort((a, b) => b[1] - a[1])
          .map(([key, times]) => `| ${key} | ${times} |`)
          .join('\n')}`,
      },
    ],
  }
}
