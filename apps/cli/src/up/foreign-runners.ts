import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Fence, foldersOfProgram, jail } from '@clic/platform/sandbox'
import { CommandError } from '../command-error.ts'
import { repository } from '../repository.ts'
import type { Layout } from './layout.ts'
import type { OsUsers } from './os-users.ts'
import type { Program } from './supervise.ts'

/**
 * The processes that run the foreign packages of each zone, each as a user of its own behind a fence that root makes: they see the
 * interpreters, their own code and the folder between them and their zone. None where the platform has no users of its own for them.
 * They rest until their zone rings, and again after some quiet minutes; each is tried once, for the fence that it finds.
 */
export async function foreignRunners(
  layout: Layout,
  users: OsUsers,
  python: string,
): Promise<{ zone: 'clinic' | 'research'; program: Program; bell: string; fence: Fence }[]> {
  const { foreign } = users
  if (!foreign || !canJail()) return []
  const own = join(repository, 'platform', 'sandbox')
  const runners = (['research', 'clinic'] as const).map(async (zone) => {
    const exchange = layout.foreign[zone]
    const root = join(layout.secrets, `root-of-foreign-${zone}`)
    const settings = join(dirname(exchange), `foreign-${zone}.json`)
    mkdirSync(root, { recursive: true })
    // Names folders and no secret: it may be read.
    writeFileSync(settings, JSON.stringify({ exchange, programs: [python], restS }), { mode: 0o644 })
    const reads = [...foldersOfProgram(process.execPath), ...foldersOfProgram(python), own, settings]
    const script = join(own, 'runner-main.ts')
    const behind = jail({ root, reads, writes: [exchange], user: foreign[zone] })
    const bell = join(layout.bells[zone], 'bell.sock')
    return {
      zone,
      bell,
      fence: await fenceOf([...behind, process.execPath, '--disable-warning=ExperimentalWarning', script, settings]),
      program: {
        name: `foreign-${zone}` as const,
        script,
        config: settings,
        behind,
        bell,
        log: join(layout.secrets, `foreign-${zone}.log`),
        heapMb: 64,
        light: true,
      },
    }
  })
  return Promise.all(runners)
}

/** Seconds without a question after which a runner ends by itself. */
const restS = 120

async function fenceOf([program = '', ...words]: string[]): Promise<Fence> {
  try {
    const { stdout } = await promisify(execFile)(program, [...words, '--fence'], { timeout: 60_000 })
    return (JSON.parse(stdout) as { fence: Fence }).fence
  } catch (error) {
    throw new CommandError(
      `The process that runs foreign packages does not start: ${(error as Error).message.trim().slice(-300)}`,
      1,
    )
  }
}

/** A container may be given root without the right to mount; then the zones run packages themselves, and say so. */
function canJail(): boolean {
  const root = mkdtempSync(join(tmpdir(), 'clic-jail-'))
  const [program = '', ...words] = jail({ root, reads: [], writes: [], user: { uid: 65_534, gid: 65_534 } })
  try {
    return spawnSync(program, [...words, '/bin/true'], { stdio: 'ignore', timeout: 20_000 }).status === 0
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** What the zone itself says of how it fences the packages of others. */
export async function foreignPackagesOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/zone`)
  return ((await answer.json()) as { foreignPackages: string }).foreignPackages
}
