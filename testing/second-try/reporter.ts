import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase } from 'vitest/node'

/** Writes the names of the tests that passed only on their second try, one a line, to the file CLIC_SECOND_TRIES. */
export default class SecondTryReporter implements Reporter {
  readonly names: string[] = []

  onTestCaseResult(test: TestCase) {
    if (test.result().state === 'passed' && test.diagnostic()?.flaky)
      this.names.push(`${test.module.relativeModuleId} › ${test.fullName}`)
  }

  onTestRunEnd() {
    const file = process.env['CLIC_SECOND_TRIES']
    if (file) writeFileSync(file, this.names.join('\n'))
  }
}
