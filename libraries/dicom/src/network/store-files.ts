import type { AssociationProblem, Failed, InstanceProblem } from './association-problem.ts'
import { failed } from './association-problem.ts'
import { openInstance } from './instance-source.ts'
import {
  type ContextToOpen,
  type OpenAssociationOptions,
  openAssociation,
  type StoreAnswer,
} from './open-association.ts'

export interface StoreFilesOptions extends Omit<OpenAssociationOptions, 'contexts'> {
  paths: readonly string[]
  /** How many associations carry the files. Default 2. */
  associations?: number
  /** Called as each file is settled. */
  onAnswer?: (path: string, answer: StoreAnswer) => void
}

export type StoreFilesResult = { ok: true; answers: Map<string, StoreAnswer> } | Failed<AssociationProblem>

/** Every (SOP class, transfer syntax) the files need, and the files that cannot be sent at all. */
async function survey(paths: readonly string[]) {
  const contexts = new Map<string, ContextToOpen>()
  const unfit = new Map<string, Failed<InstanceProblem>>()
  for (const path of paths) {
    const opening = await openInstance({ path })
    if (!opening.ok) {
      unfit.set(path, opening)
      continue
    }
    const { sopClassUid, transferSyntax } = opening.source.meta
    contexts.set(`${sopClassUid} ${transferSyntax}`, { sopClassUid, transferSyntax })
    await opening.source.close()
  }
  return { contexts: [...contexts.values()], unfit }
}

/**
 * Sends files over several associations at once and gives an answer for each path. When an association breaks, the files it had
 * not settled carry that problem; nothing is sent twice. Fails as a whole only when no association can be opened.
 */
export async function storeFiles(options: StoreFilesOptions): Promise<StoreFilesResult> {
  const { paths, associations = 2, onAnswer, ...connection } = options
  const { contexts, unfit } = await survey(paths)
  const answers = new Map<string, StoreAnswer>()
  const settle = (path: string, answer: StoreAnswer): void => {
    answers.set(path, answer)
    onAnswer?.(path, answer)
  }
  for (const [path, problem] of unfit) settle(path, problem)
  const queue = paths.filter((path) => !unfit.has(path))
  let broken: AssociationProblem | undefined

  async function carry(): Promise<void> {
    const opened = await openAssociation({ ...connection, contexts })
    if (!opened.ok) {
      broken ??= opened.problem
      return
    }
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const answer = await opened.association.store({ path })
      settle(path, answer)
      if (!answer.ok && isLost(answer.problem)) {
        broken ??= answer.problem
        return
      }
    }
    await opened.association.release()
  }

  if (queue.length > 0) await Promise.all(Array.from({ length: Math.min(associations, queue.length) }, carry))
  if (broken && answers.size === unfit.size) return failed(broken)
  for (const path of queue) settle(path, failed(broken!))
  return { ok: true, answers }
}

function isLost(problem: AssociationProblem | InstanceProblem): problem is AssociationProblem {
  return !['no-context', 'not-part10', 'unreadable', 'refused'].includes(problem.kind)
}
