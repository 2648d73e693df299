import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { createWorker, type Worker } from '@clic/platform/workers'
import type { DeployTables } from './tables.ts'
import { unpackRelease } from './unpack-release.ts'

type WorkerState = 'cold' | 'warming' | 'warm' | 'failed'

export interface WarmWorkers {
  of(releaseId: string): Worker
  /** Starts the release's worker and loads its bundle, so that the first study does not wait for imports. */
  warm(releaseId: string): void
  state(releaseId: string): WorkerState
  stop(): Promise<void>
}

/** One worker process a release: a broken model cannot take another one down. */
export function createWarmWorkers(
  context: PartContext,
  settings: { python: string; runtimeFolder: string },
): WarmWorkers {
  const workers = new Map<string, Worker>()
  const states = new Map<string, WorkerState>()
  const of = (releaseId: string): Worker => {
    const known = workers.get(releaseId)
    if (known) return known
    const made = createWorker({
      command: settings.python,
      args: ['-m', 'clic_runtime.worker'],
      cwd: settings.runtimeFolder,
      log: context.log,
      name: `release ${releaseId}`,
    })
    workers.set(releaseId, made)
    return made
  }
  const load = async (releaseId: string) => {
    states.set(releaseId, 'warming')
    const release = await tables<DeployTables>(context.db)
      .selectFrom('deploy.release')
      .selectAll()
      .where('id', '=', releaseId)
      .executeTakeFirst()
    const unpacked = release ? await unpackRelease(context, release) : undefined
    if (!release || !unpacked?.bundle) return states.set(releaseId, 'failed')
    const loaded = await of(releaseId).request('load', {
      bundle: unpacked.bundle,
      weights_sha256: release.weights_validated,
    })
    return states.set(releaseId, loaded.ok ? 'warm' : 'failed')
  }
  return {
    of,
    warm: (releaseId) => void load(releaseId).catch(() => states.set(releaseId, 'failed')),
    state: (releaseId) => {
      const state = states.get(releaseId) ?? 'cold'
      // A worker that died is started by the next study; until then it is not warm.
      return state === 'warm' && workers.get(releaseId)?.pid() === undefined ? 'cold' : state
    },
    stop: async () => {
      await Promise.all([...workers.values()].map((one) => one.stop()))
    },
  }
}
