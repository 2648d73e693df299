import { expect, test } from 'vitest'
import { threadsAsked } from './start-thread.ts'

test('Threads are started ahead for the number that --jobs will be read as, and for none that would be refused', () => {
  expect(threadsAsked(['in', 'out', '--jobs', '2'])).toBe(1)
  expect(threadsAsked(['--jobs=64', 'in', 'out'])).toBe(63)
  expect(threadsAsked(['--jobs', '2', '--jobs', '4'])).toBe(3)
  for (const args of [
    [],
    ['--jobs'],
    ['--jobs', '1'],
    ['--jobs=65'],
    ['--jobs', '1e1'],
    ['--jobs', '-3'],
    ['--jobs', 'x'],
  ])
    expect(threadsAsked(args), args.join(' ')).toBe(0)
})
