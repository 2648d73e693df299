import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { faultOf } from './index.ts'

it('what a log says of a failure in code that was put together is the place in the source', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clic-fault-'))
  try {
    const file = join(folder, 'zone.mjs')
    // One segment: line 1, column 0 of the code is line 4 of the second source; written by hand from the format (ECMA-426).
    writeFileSync(
      `${file}.map`,
      JSON.stringify({
        version: 3,
        names: [],
        mappings: 'ACGA',
        sources: ['../node_modules/pg/a.js', '../platform/x/b.ts'],
      }),
    )
    const failure = new Error('Jens Hansen')
    failure.stack = `Error: Jens Hansen\n    at real (${pathToFileURL(file)}:1:9)`
    expect(faultOf(failure)).toEqual({ fault: 'Error', at: 'platform/x/b.ts:4' })
    failure.stack = `Error: Jens Hansen\n    at real (${pathToFileURL(join(folder, 'other.mjs'))}:1:9)`
    expect(faultOf(failure)).toEqual({ fault: 'Error' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
