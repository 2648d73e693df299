import {
  acquireEndpoints,
  deidentifyEndpoints,
  type Permit,
  type PermitTerms,
  type ReplyOf,
  type SamplingPolicy,
} from '@clic/contracts'
import { answered } from './answered.ts'
import { dicomPort, registerSender, sendFiles } from './clinic-senders.ts'
import { projectOfSource } from './permits.ts'
import { type VaultProcess, vaultProcess } from './vault-process.ts'
import { eventually, type TestPair, type TestZone, testPair } from './zones.ts'

type Progress = ReplyOf<typeof deidentifyEndpoints.progress>

export interface LeavingStudies {
  pair: TestPair
  clinic: TestZone
  research: TestZone
  vault: VaultProcess
  /** Takes a project's permit the whole way and assigns the source to it; no sample is asked for unless the test says so. */
  project(source: string, terms?: Partial<PermitTerms>, sampling?: SamplingPolicy): Promise<Permit>
  sourceId(source: string): string
  send(source: string, files: readonly Uint8Array[]): Promise<void>
  progress(): Promise<Progress>
  /** The run of the study that came by this title, when it is in one of these states. */
  run(permitId: string, states: string[], seconds?: number): Promise<Progress['runs'][number]>
  /** Ids of the studies of a source. */
  studies(source: string): Promise<string[]>
  close(): Promise<void>
}

/** Clinic and research, a vault as its own process, and senders with their standing permits. */
export async function leavingStudies(
  sources: readonly string[],
  given: { settings?: Record<string, unknown>; vaultUp?: boolean } = {},
): Promise<LeavingStudies> {
  const vault = await vaultProcess()
  let opened: TestPair | undefined
  const close = async () => {
    await opened?.close()
    await vault.close()
  }
  try {
    if (given.vaultUp !== false) await vault.start()
    opened = await testPair({
      clinic: {
        modules: ['acquire', 'deidentify'],
        settings: {
          acquire: { dicomPort: 0, quietMs: 200 },
          deidentify: { vaultSocket: vault.socket, vaultPollSeconds: 0.3, followSeconds: 0.3, ...given.settings },
        },
      },
      research: { modules: ['link'] },
    })
    return await ways(opened, vault, sources, close)
  } catch (error) {
    // A process that is left over would outlive the test run.
    await close()
    throw error
  }
}

async function ways(
  pair: TestPair,
  vault: VaultProcess,
  sources: readonly string[],
  close: () => Promise<void>,
): Promise<LeavingStudies> {
  const { clinic, research } = pair
  const ids = new Map<string, string>()
  for (const source of sources) ids.set(source, (await registerSender(clinic, source)).sourceId)
  const port = await dicomPort(clinic)
  const engineer = clinic.as('engineer', ['data-engineer'])
  const progress = async () => answered(await engineer(deidentifyEndpoints.progress, {}))
  const sourceId = (source: string) => ids.get(source) ?? ''
  return {
    pair,
    clinic,
    research,
    vault,
    sourceId,
    progress,
    project: (source, terms, sampling) => projectOfSource(clinic, sourceId(source), terms, sampling),
    async send(source, files) {
      for (const answer of await sendFiles({ port, callingAe: source }, files))
        if (!answer.ok) throw new Error('the clinic did not take an object')
    },
    run: (permitId, states, seconds = 60) =>
      eventually(
        async () => (await progress()).runs.find((run) => run.permitId === permitId && states.includes(run.state)),
        seconds,
      ),
    studies: async (source) =>
      answered(await engineer(acquireEndpoints.studies, { query: { source } })).map((one) => one.id),
    close,
  }
}
