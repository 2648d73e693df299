import { type DeployedReleases, deployEndpoints, ok, type RunView } from '@clic/contracts'
import { definePart, implement, type Part } from '@clic/platform/parts'

type Run = NonNullable<Awaited<ReturnType<RunView['run']>>>

/** Stands for deploy in monitor's tests: runs and releases from memory, under the rules of the real one. */
export function fakeDeploy(): {
  part: Part
  runs: Map<string, Run>
  releases: Map<string, { state: 'active' | 'suspended'; builders: string[]; reasons: string[] }>
} {
  const runs = new Map<string, Run>()
  const releases = new Map<string, { state: 'active' | 'suspended'; builders: string[]; reasons: string[] }>()
  const deployed: DeployedReleases = {
    state: async (id) => releases.get(id)?.state,
    builders: async (id) => releases.get(id)?.builders ?? [],
    permit: async (id) => (releases.has(id) ? `permit-${'p'.repeat(26)}` : undefined),
    async suspend(_db, id, reason) {
      const release = releases.get(id)
      if (release?.state !== 'active') return
      release.state = 'suspended'
      release.reasons.push(reason)
    },
    async resume(_db, id) {
      const release = releases.get(id)
      if (release?.state === 'suspended') release.state = 'active'
    },
  }
  const view: RunView = { run: async (id) => runs.get(id) }
  const part = definePart({
    name: 'deploy',
    zones: ['clinic'],
    needs: [],
    create: () => ({
      provides: { 'deploy.releases': deployed, 'deploy.runs': view },
      endpoints: [implement(deployEndpoints.releases, async () => ok([...releases].map(listed)))],
    }),
  })
  return { part, runs, releases }
}

function listed([id, one]: [string, { state: 'active' | 'suspended'; reasons: string[] }]) {
  return {
    id,
    productName: `Product ${id.at(-1)}`,
    version: '1.0.0',
    state: one.state,
    reason: one.reasons.at(-1) ?? null,
    weightsSha256: '0'.repeat(64),
    permitId: null,
    approvals: [],
    verdict: 'accepted',
    receivedAt: '2026-11-25T08:00:00.000Z',
    activatedAt: null,
    worker: 'cold' as const,
    runs: 0,
  }
}
