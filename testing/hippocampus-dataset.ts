import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { curateEndpoints, type DatasetView, governEndpoints, type Part } from '@clic/contracts'
import { answered } from './answered.ts'
import { freezeCohort, linkLabelledPersons, testPerson } from './frozen-datasets.ts'
import { sharedPermit } from './linked-studies.ts'
import { type TestPair, testPair } from './zones.ts'

export type FrozenHippocampus = Awaited<ReturnType<typeof frozenHippocampus>>

/**
 * Two zones, and in research a frozen dataset version of 10 studies of 9 patients (7 women; the first has two studies). A tenth patient's
 * study has no mask. What every test of a version does with it: verify, open, ask the ledger.
 */
export async function frozenHippocampus() {
  const folder = mkdtempSync(join(tmpdir(), 'clic-open-'))
  const pair = await testPair({ research: { modules: ['link', 'annotate', 'curate'] } })
  try {
    return await version(pair, folder)
  } catch (error) {
    await pair.close()
    throw error
  }
}

async function version(pair: TestPair, folder: string) {
  const permitId = (await sharedPermit(pair)).id
  const studies = await linkLabelledPersons(pair, permitId, [
    { seed: 'p0', sex: 'female', age: 61, studies: [{}, {}] },
    ...Array.from({ length: 6 }, (_, n) => ({ seed: `p${n + 1}`, sex: 'female' as const, age: 62 })),
    ...Array.from({ length: 2 }, (_, n) => ({ seed: `p${n + 7}`, sex: 'male' as const, age: 66 })),
    { seed: 'p9', sex: 'male', age: 71, studies: [{ mask: 'none' }] },
  ])
  const frozen = await freezeCohort(pair, permitId, 'Hippocampus')
  const view = () => pair.research.ports.port<DatasetView>('curate.datasets')
  return {
    pair,
    permitId,
    /** Ids of the linked studies by pseudonym. */
    studies,
    frozen,
    /** Where opened items are written, a folder each. */
    folder,
    view,
    async verify(datasetId = frozen.id) {
      return answered(await pair.research.as('dev', ['developer'])(curateEndpoints.verify, { params: { datasetId } }))
    },
    async open(decisionId: string, parts: Part[], more: { datasetId?: string; person?: string; into?: string } = {}) {
      return view().open({
        datasetId: more.datasetId ?? frozen.id,
        parts,
        folder: join(folder, more.into ?? 'items'),
        decisionId,
        actor: testPerson(more.person ?? (parts.includes('test') ? 'tester' : 'dev')),
        why: 'a test',
      })
    },
    /** Events of one action about a dataset version, newest first. */
    async ledger(action: string, id: string) {
      return answered(
        await pair.research.as('auditor', ['auditor'])(governEndpoints.ledger, {
          query: { action, kind: 'dataset', id },
        }),
      )
    },
    async close() {
      await pair.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
