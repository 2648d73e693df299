import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCommand } from '../demo/demo.ts'
import { readUseCase } from '../demo/use-case.ts'
import type { ProofResult } from './proof.ts'

interface DemoFigures {
  data: string
  data_said: string
  install_seconds: number
  total_seconds: number
  steps: { name: string; seconds: number }[]
  dice: { mean: number; structures: Record<string, number> } | null
  refusals: { gate: string; rule: string; reason: string }[]
  idle_rss_mb: number | null
  idle_pss_mb: number | null
  arrival_to_result_seconds: number | null
  isolation: string
}

/** Plays the case once on an empty database, training anew, and holds its figures against what the case expects. */
export async function proveHippocampus(): Promise<ProofResult> {
  const useCase = readUseCase('hippocampus')
  const out = mkdtempSync(join(tmpdir(), 'clic-proof-'))
  await demoCommand(['--case', useCase.name, '--out', out, '--exit'])
  const figures = JSON.parse(readFileSync(join(out, 'demo.json'), 'utf8')) as DemoFigures
  const checks = [
    { what: 'the data are real', value: figures.data, ok: figures.data === 'real' },
    {
      what: `mean Dice ≥ ${useCase.expected.dice}`,
      value: figures.dice?.mean.toFixed(3),
      ok: (figures.dice?.mean ?? 0) >= useCase.expected.dice,
    },
    {
      what: `arrival to SEG and SR at the sender ≤ ${useCase.expected.arrivalToResultSeconds} s`,
      value: `${figures.arrival_to_result_seconds?.toFixed(2)} s`,
      ok: (figures.arrival_to_result_seconds ?? 1e9) <= useCase.expected.arrivalToResultSeconds,
    },
    {
      what: 'the whole way on an empty database ≤ 300 s',
      value: `${figures.total_seconds} s`,
      ok: figures.total_seconds <= 300,
    },
    {
      what: 'idle memory ≤ 400 MB',
      value: `${figures.idle_rss_mb} MB as the sum of RSS over all processes (${figures.idle_pss_mb} MB with shared pages counted once)`,
      ok: (figures.idle_rss_mb ?? 1e9) <= 400,
    },
    { what: 'at least six closed gates', value: String(figures.refusals.length), ok: figures.refusals.length >= 6 },
  ]
  return {
    ok: checks.every((one) => one.ok),
    sentence: `The case “${useCase.title}” is played from permit to report: ${figures.data_said}.`,
    sections: [
      {
        title: 'Held against',
        text: `| claim | measured | |\n|---|---|---|\n${checks.map((one) => `| ${one.what} | ${one.value} | ${one.ok ? 'holds' : '**does not hold**'} |`).join('\n')}`,
      },
      {
        title: 'Dice on patients the model never saw',
        text: Object.entries(figures.dice?.structures ?? {})
          .map(([name, dice]) => `- ${name}: ${dice.toFixed(3)}`)
          .join('\n'),
      },
      {
        title: 'Steps',
        text: `| step | s |\n|---|---|\n${figures.steps.map((one) => `| ${one.name} | ${one.seconds} |`).join('\n')}`,
      },
      { title: 'Refusals', text: figures.refusals.map((one) => `- \`${one.rule}\`: ${one.reason}`).join('\n') },
      { title: 'Isolation', text: figures.isolation },
    ],
  }
}
