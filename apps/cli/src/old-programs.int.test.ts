import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeOldPrograms } from './old-programs.ts'

test('A run that began before the sources changed finds the code that it began with, and older versions go', () => {
  const all = mkdtempSync(join(tmpdir(), 'clic-versions-'))
  try {
    const made = (name: string, hoursAgo: number) => {
      mkdirSync(join(all, name))
      writeFileSync(join(all, name, 'deidentify.mjs'), '')
      const at = Date.now() / 1000 - hoursAgo * 3600
      utimesSync(join(all, name), at, at)
    }
    const version = (letter: string) => letter.repeat(64)
    for (const [i, letter] of ['a', 'b', 'c', 'd', 'e'].entries()) made(version(letter), i)
    made('making-begun', 0.5)
    made('making-left', 2)
    writeFileSync(join(all, 'sources.json'), '{}')
    removeOldPrograms(all)
    expect(readdirSync(all).sort()).toEqual([version('a'), version('b'), version('c'), 'making-begun', 'sources.json'])
  } finally {
    rmSync(all, { recursive: true, force: true })
  }
})
