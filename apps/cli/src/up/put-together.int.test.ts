import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Programs, putTogether } from './put-together.ts'

/** What Node has loaded of itself when a program's own code is there; without a configuration each ends then. */
function loadedBy(program: string): string[] {
  const tell = 'process.on("exit", () => process.stdout.write(process.moduleLoadList.join("\\n")))'
  const said = spawnSync(process.execPath, ['--import', `data:text/javascript,${tell}`, program], { encoding: 'utf8' })
  return said.stdout.split('\n')
}

describe('the code that was put together', { timeout: 120_000 }, () => {
  it('starts without what Node loads for TypeScript, and the vault and the supervisor without what it loads for fetch', async () => {
    const programs = await putTogether()
    for (const name of ['zone', 'vault', 'supervisor'] as const) {
      const loaded = loadedBy(programs[name])
      expect(loaded).toContain('NativeModule internal/modules/esm/loader')
      expect(loaded.filter((one) => one.includes('deps/amaro'))).toEqual([])
      if (name !== 'zone') expect(loaded.filter((one) => one.includes('undici'))).toEqual([])
    }
  })

  it('is found again as long as no source changed, and finds files where its sources lie', async () => {
    const programs: Programs = await putTogether()
    expect(await putTogether()).toEqual(programs)
    const vault = readFileSync(programs.vault, 'utf8')
    expect(vault).toContain('/modules/deidentify/vault/vault-main.ts')
    expect(vault).not.toContain('import.meta')
  })
})
