import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eitherCase } from './either-case.ts'

const root = join(import.meta.dirname, '..')

describe('a long run that made more patterns than the engine optimises', () => {
  it('finds what a short one finds, in texts as they are and in capitals', () => {
    const found = (flags: string[]) => {
      const script = join(root, '..', 'testing', 'print-found.ts')
      const { stdout, stderr } = spawnSync(process.execPath, [...flags, script], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      })
      expect(stdout, stderr).toMatch(/^\[\[/)
      return stdout
    }
    expect(found(['--no-regexp-optimization']) === found([])).toBe(true)
  })

  it('meets no pattern with (?i:…), which then finds small letters alone', () => {
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!\.test)\.ts$/.test(file),
    )
    const used = sources.filter((file) =>
      // The one class of letters that is asked for in its own case has no alternatives.
      /\(\?i?-?[ims]+:/.test(
        readFileSync(join(root, file), 'utf8').replaceAll('(?-i:\\\\p{Lu})', '').replaceAll('`(?i:…)`', ''),
      ),
    )
    expect(used.filter((file) => !file.endsWith('either-case.ts'))).toEqual([])
  })

  it('has letters of either case in patterns that ask for both', () => {
    const kin = new RegExp(`^(?:${eitherCase('datter|s[øo]n(?:nen)?|\\p{L}nt')})$`, 'u')
    for (const said of ['datter', 'Datter', 'DATTER', 'søn', 'sønnen', 'SøNNEN', 'ænt', 'ÆNT'])
      expect(said).toMatch(kin)
    for (const said of ['dater', 'sønnerne', '1nt']) expect(said).not.toMatch(kin)
  })
})
