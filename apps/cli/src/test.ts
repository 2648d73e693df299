import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bringVerapdf } from './bring-verapdf.ts'
import { installPrograms } from './install-programs.ts'
import { readOptions } from './options.ts'
import { repository } from './repository.ts'
import { buildWeb } from './up/build-web.ts'
import { installRuntime } from './up/install-runtime.ts'

/** Programs that tests use as independent judges, and the Debian package that brings each. */
const judges: Record<string, string> = {
  storescu: 'dcmtk',
  dciodvfy: 'dicom3tools',
  chromium: 'chromium',
  pdftotext: 'poppler-utils',
  exiftool: 'libimage-exiftool-perl',
}

interface Counts {
  passed: number
  failed: number
  skipped: number
  /** Names of those that passed on their second try; only a continuous-integration machine gives one. */
  secondTry?: string[]
}

/** Installs what is missing, runs TypeScript and Python tests, ends with `N passed, N failed`. */
export async function testCommand(args: string[]): Promise<number> {
  const { values, rest } = readOptions('test', args, { 'no-install': { type: 'boolean', default: false } }, 1)
  const say = (line: string) => process.stdout.write(`${line}\n`)
  if (!values['no-install']) installPrograms(judges, say)
  if (!values['no-install'] && !bringVerapdf())
    say('veraPDF is not here: it takes Java and Maven. The test that needs it is skipped and says so.')
  const runtime = installRuntime(say)
  buildWeb(say)
  const environment = {
    ...process.env,
    CLIC_PYTHON: runtime.python,
    CLIC_DATA: process.env['CLIC_DATA'] ?? join(repository, '..', 'shared', 'data'),
  }
  const typescript = runVitest(rest, environment)
  const python = rest.length > 0 ? { passed: 0, failed: 0, skipped: 0 } : runPytest(runtime.python, environment)
  const total = {
    passed: typescript.passed + python.passed,
    failed: typescript.failed + python.failed,
    skipped: typescript.skipped + python.skipped,
  }
  say('')
  for (const name of typescript.secondTry ?? []) say(`passed on second try: ${name}`)
  say(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
}

function runVitest(files: string[], environment: NodeJS.ProcessEnv): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'clic-test-'))
  const [report, second] = [join(folder, 'vitest.json'), join(folder, 'second-tries')]
  const done = spawnSync(
    process.execPath,
    [
      join(repository, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...files,
      '--reporter=default',
      '--reporter=json',
      `--reporter=${join(repository, 'testing/second-try/reporter.ts')}`,
      `--outputFile.json=${report}`,
    ],
    { cwd: repository, stdio: 'inherit', env: { ...environment, CLIC_SECOND_TRIES: second } },
  )
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const result = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numFailedTestSuites: number
  }
  const secondTry = existsSync(second) ? readFileSync(second, 'utf8').split('\n').filter(Boolean) : []
  rmSync(folder, { recursive: true, force: true })
  // A file that does not load has no failed test of its own, and an unhandled error none at all; both are failures.
  const unseen = result.numFailedTests === 0 && done.status !== 0 ? 1 : 0
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unseen,
    skipped: result.numPendingTests,
    secondTry,
  }
}

function runPytest(python: string, environment: NodeJS.ProcessEnv): Counts {
  if (!existsSync(join(repository, 'runtime', 'tests'))) return { passed: 0, failed: 0, skipped: 0 }
  // The project file says -q; twice would leave out the line that is counted.
  // The project file says -q already; twice would leave out the line that is counted.
  const done = spawnSync(python, ['-m', 'pytest', 'runtime/tests'], {
    cwd: repository,
    encoding: 'utf8',
    env: environment,
  })
  process.stdout.write(done.stdout + done.stderr)
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(done.stdout)?.[1] ?? 0)
  const failed = count('failed') + count('errors?')
  return { passed: count('passed'), failed: failed === 0 && done.status !== 0 ? 1 : failed, skipped: count('skipped') }
}
