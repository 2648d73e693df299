import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { checkRequirements } from './check-requirements.ts'
import { testNames } from './test-names.ts'

describe('the requirements', () => {
  let root = ''
  afterEach(() => root && rmSync(root, { recursive: true, force: true }))
  const check = (markdown: string, tests: Record<string, string> = {}) => {
    root = mkdtempSync(join(tmpdir(), 'clic-requirements-'))
    for (const [name, text] of Object.entries({ 'docs/requirements/a.md': markdown, ...tests })) {
      mkdirSync(join(root, name, '..'), { recursive: true })
      writeFileSync(join(root, name), text)
    }
    return checkRequirements(root)
  }
  // Put together here, so that these words are no tests of this file.
  const named = (how: string, name: string) => `${how}('${name}', () => {})\n`

  it('of this checkout each name tests that there are, or say what is open', () => {
    expect(checkRequirements(fileURLToPath(new URL('../..', import.meta.url)))).toEqual([])
  })

  it('are met by words of a test’s name, of a table’s and of a Python function’s', () => {
    const tests = {
      'a.test.ts': `${named('it', 'keeps what it promised')}it.each([1])(\n  'keeps %s too',\n  () => {})\n`,
      'test_a.py': 'def test_is_repeatable(tmp):\n  pass\n',
    }
    expect(
      check(
        '### FR-1 It keeps.\n- test: a.test.ts › what it promised\n- test: a.test.ts › keeps %s too\n- test: test_a.py › is repeatable\n',
        tests,
      ),
    ).toEqual([])
  })

  it.each([
    ['names no test', '### FR-1 It keeps.\n', /names no test/],
    ['names a test that is not there', '### FR-1 It keeps.\n- test: a.test.ts › something else\n', /there is no test/],
    ['names a file that is not there', '### FR-1 It keeps.\n- test: b.test.ts › keeps\n', /there is no test/],
    [
      'names words that stand elsewhere in the file',
      '### FR-1 It keeps.\n- test: a.test.ts › only a remark\n',
      /there is no test/,
    ],
    ['names a skipped test', '### FR-1 It keeps.\n- test: a.test.ts › is skipped\n', /there is no test/],
    ['has the number of another', '### FR-1 It keeps.\n- open: all\n### FR-1 It keeps.\n- open: all\n', /twice/],
    ['has no number', '### It keeps.\n- open: all\n', /without a number/],
    ['holds a line of another form', '### FR-1 It keeps.\n- open: all\n- tested by hand\n', /neither/],
  ])('are not met by one that %s', (_, markdown, fault) => {
    const tests = {
      'a.test.ts': `// only a remark\n${named('it', 'keeps')}${named('it.skip', 'is skipped')}const text = 'only a remark'\n`,
    }
    expect(check(markdown, tests)).toEqual([expect.stringMatching(fault)])
  })

  it('know a test from what only looks like one', () => {
    const text = `${named('it', 'one')}${named('visit', 'two')}${named('emit', 'three')}${named('describe', 'four')}${named('it.todo', 'five')}${named('test', 'six')}`
    expect(testNames('a.test.ts', text)).toEqual(['one', 'six'])
    expect(testNames('a.ts', text)).toEqual([])
  })
})
