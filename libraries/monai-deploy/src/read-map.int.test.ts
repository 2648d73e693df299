import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeTree, scratchFolder, scriptMap } from '../testing/make-tree.ts'
import { memoryMib } from './manifest-schema.ts'
import { readMap } from './read-map.ts'
import { validateMap } from './validate-map.ts'

async function mapWith(app: Record<string, unknown>, pkg: Record<string, unknown> = {}) {
  const files = scriptMap('', app)
  files['etc/holoscan/pkg.json'] = JSON.stringify({ ...JSON.parse(files['etc/holoscan/pkg.json']!), ...pkg })
  return makeTree(await scratchFolder(), files)
}

const levels = async (dir: string) => (await validateMap(dir)).map((f) => `${f.level} ${f.rule}`)

describe('reading a MAP', () => {
  it('takes the command as a string that holds JSON, as an array, and as a plain line', async () => {
    for (const command of [
      '["python3", "-u", "/opt/holoscan/app"]',
      ['python3', '-u', '/opt/holoscan/app'],
      'python3 -u /opt/holoscan/app',
    ]) {
      const read = await readMap(await mapWith({ command }))
      expect(read).toMatchObject({ ok: true, map: { command: ['python3', '-u', '/opt/holoscan/app'] } })
    }
  })

  it('takes models as the packager writes them and as the specification shows them', async () => {
    for (const models of [
      { liver: '/opt/holoscan/models/liver/' },
      [{ name: 'liver', path: '/opt/holoscan/models/liver' }],
    ]) {
      const read = await readMap(await mapWith({}, { models }))
      expect(read).toMatchObject({ ok: true, map: { models: [{ name: 'liver', path: '/opt/holoscan/models/liver' }] } })
    }
  })

  it('takes a single format under either name', async () => {
    const read = await readMap(await mapWith({ output: { path: 'output/', format: 'file' }, input: null }))
    expect(read.ok && read.map.app.output?.formats).toEqual(['file'])
  })

  it('reads the places of the 0.x generation', async () => {
    const dir = await makeTree(await scratchFolder(), {
      'etc/monai/app.json':
        '{"apiVersion":"0.1.0","command":"/opt/monai/executor/monai-exec","version":"0.1.0","timeout":90}',
      'etc/monai/pkg.json':
        '{"apiVersion":"0.1.0","applicationRoot":"/opt/monai/app","models":[{"name":"m","path":"/opt/monai/models/m"}]}',
      'opt/monai/app/app.py': '',
      'opt/monai/executor/monai-exec': '',
      'opt/monai/models/m/model.ts': '',
    })
    const read = await readMap(dir)
    expect(read).toMatchObject({
      ok: true,
      map: { layout: { generation: '0.x' }, modelRoot: '/opt/monai/models', timeoutS: 90 },
    })
    expect((await levels(dir)).filter((f) => f.startsWith('error'))).toEqual([])
    expect(await levels(dir)).toContain('warning map_generation')
  })

  it('says which manifest is missing, broken or invalid, and where', async () => {
    const empty = await readMap(await scratchFolder())
    expect(empty).toMatchObject({ ok: false, problem: { code: 'map_no_manifest' } })
    const dir = await makeTree(await scratchFolder(), { 'etc/holoscan/app.json': '{' })
    expect(await readMap(dir)).toMatchObject({ ok: false, problem: { code: 'map_manifest_unreadable' } })
    const noCommand = await readMap(await mapWith({ command: '[]' }))
    expect(noCommand).toMatchObject({ ok: false, problem: { code: 'map_manifest_invalid' } })
    expect(!noCommand.ok && noCommand.problem.detail).toMatch('/etc/holoscan/app.json: command')
    expect(await readMap(await mapWith({ command: '["unclosed' }))).toMatchObject({ ok: false })
    expect(await readMap(await mapWith({ timeout: -1 }))).toMatchObject({ ok: false })
  })
})

describe('validating a MAP', () => {
  it('finds no error in a complete package and warns that no machine can read its purpose', async () => {
    const found = await levels(await mapWith({}))
    expect(found).toEqual(['warning map_timeout', 'warning map_contract'])
  })

  it('names each part that is missing or lies outside', async () => {
    const missing = await mapWith(
      { command: ['python3', '/opt/holoscan/app/none.py'] },
      { models: { a: '/opt/holoscan/models/none', b: '/etc/holoscan/../../../x' } },
    )
    expect(await levels(missing)).toEqual(expect.arrayContaining(['error map_part_missing', 'error map_path']))
    expect((await levels(missing)).filter((f) => f.startsWith('error'))).toHaveLength(3)
  })

  it('refuses links, since their content is not part of the package', async () => {
    const { symlink } = await import('node:fs/promises')
    const dir = await mapWith({})
    await symlink('/etc/hostname', join(dir, 'opt/holoscan/app/host'))
    expect(await levels(dir)).toContain('error map_link')
  })

  it('warns of a version that is none, of GPUs and of memory that cannot be read', async () => {
    const found = await levels(
      await mapWith({ version: 'v2' }, { version: 'v2', resources: { gpu: 1, memory: 'much' } }),
    )
    expect(found).toEqual(expect.arrayContaining(['warning map_version', 'warning map_gpu', 'warning map_memory']))
  })

  it('reads memory in all the spellings that packages use', () => {
    expect(['1Gi', '2GiB', '512Mi', '512 MiB', '1048576', '1024k', 'x', null].map((m) => memoryMib(m))).toEqual([
      1024,
      2048,
      512,
      512,
      1,
      1,
      null,
      null,
    ])
  })
})
