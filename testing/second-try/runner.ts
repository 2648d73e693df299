import { type RunnerTestCase, TestRunner } from 'vitest'

/**
 * On a continuous-integration machine a test with real sockets and processes gets a second try; one without I/O never does, because
 * its failure is no accident. What needed its second try is named at the end (reporter.ts).
 */
export default class SecondTryRunner extends TestRunner {
  override onBeforeRunTask(test: RunnerTestCase) {
    if (test.file.filepath.endsWith('.int.test.ts')) test.retry = 1
    return super.onBeforeRunTask(test)
  }
}
