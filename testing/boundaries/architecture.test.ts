import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The names of files and folders that a text puts in backticks: what a newcomer will look for. */
function namedPlaces(text: string): string[] {
  return [...text.matchAll(/`([\w./-]+(?:\.(?:ts|tsx|py|json|md)|\/))`/g)].map((one) => one[1] as string)
}

describe('the map of the code', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
    .toString()
    .split('\n')
    .map((file) => `/${file}`)
  const missing = (text: string) =>
    namedPlaces(text).filter(
      (place) => !files.some((file) => (place.endsWith('/') ? file.includes(`/${place}`) : file.endsWith(`/${place}`))),
    )

  it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('in %s names only files and folders that are there', (document) => {
    const text = readFileSync(`${root}/${document}`, 'utf8')
    expect(namedPlaces(text).length).toBeGreaterThan(0)
    expect(missing(text)).toEqual([])
  })

  it('is found out when it names a file that has gone', () => {
    expect(missing('See `modules/deploy/gone.ts`.')).toEqual(['modules/deploy/gone.ts'])
  })
})
