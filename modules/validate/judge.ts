import {
  type DatasetVersion,
  type LinkedPerson,
  type LinkedView,
  type Person,
  type ReleaseForValidation,
  type ReleaseView,
  servicePerson,
} from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { GateKeeper } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { measureItem, type SegmentationCase, subgroups, summarise } from '@clic/statistics'
import type { Selectable } from 'kysely'
import { packMasks } from './pack-masks.ts'
import { protocolHash, registeredProtocol } from './protocol.ts'
import type { Reference } from './references.ts'
import type { ProductAnswer } from './run-product.ts'
import type { Summary, ValidateTables } from './tables.ts'

interface Measured {
  row: Selectable<ValidateTables['validate.result']>
  protocol: Selectable<ValidateTables['validate.protocol']>
  release: ReleaseForValidation
  dataset: DatasetVersion
  references: readonly Reference[]
  answered: Extract<ProductAnswer, { ok: true }>
  /** Digest of what the package computes with, taken before it ran. */
  weights: string
  persons: LinkedPerson[]
  starter: Person
}

/**
 * Figures, gate `release.accept`, and the verdict with everything that it stands on, in one transaction. False, and nothing is kept, when
 * a person of the test part was erased meanwhile.
 */
export async function judge(context: PartContext, measured: Measured): Promise<boolean> {
  const { row, protocol, release, dataset, references, answered, weights, persons, starter } = measured
  const cases = casesOf(measured)
  const masks = await context.files.put(packMasks(references, answered.answers))
  const summary = summarise(cases, protocol.document, references.length)
  const registered = await registeredProtocol(context.ledger, protocol.id)
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'release.accept',
    facts: {
      ...(registered ? { protocolHash: registered.hash } : {}),
      resultProtocolHash: protocolHash(protocol.document),
      primaryEndpoints: summary.flatMap(endpointOf),
      weightsRegistered: release.weightsSha256,
      weightsValidated: weights,
      casesMissing: references.length - answered.answers.size,
    },
    subject: { kind: 'release', id: release.id },
    actor: starter,
  })
  const verdict = decision.open ? ('accepted' as const) : ('refused' as const)
  const failed = decision.findings.filter((one) => !one.ok).map((one) => one.reason)
  const [why] = answered.missed.values()
  const pseudonyms = new Set(references.map(({ item }) => item.pseudonym))
  const kept = await context.transact(async (change) => {
    // An erasure takes the same lock: either it is seen here, or it finds what is written here.
    await tables<ValidateTables>(change.db)
      .selectFrom('validate.result')
      .select('id')
      .where('id', '=', row.id)
      .forUpdate()
      .execute()
    if (!(await allAreHere(context, references))) return false
    await tables<ValidateTables>(change.db)
      .updateTable('validate.result')
      .set({
        state: 'finished',
        verdict,
        finished_at: context.clock.now(),
        weights_sha256: weights,
        dataset_root: dataset.root,
        masks_sha256: masks.sha256,
        done: references.length,
        cases: JSON.stringify(cases),
        summary: JSON.stringify(summary),
        subgroups: JSON.stringify(subgroups(cases, protocol.document)),
        findings: JSON.stringify(
          decision.findings.map(({ rule, ok, reason, citation }) => ({ rule, ok, reason, citation })),
        ),
        reason: [...failed, ...(why ? [`A case has no result: ${why}.`] : [])].join(' ') || null,
        invented: persons.some((one) => one.invented && pseudonyms.has(one.pseudonym)),
      })
      .where('id', '=', row.id)
      .execute()
    await context.port<ReleaseView>('register.releases').noteVerdict(change.db, {
      releaseId: release.id,
      resultId: row.id,
      verdict,
      protocolHash: protocol.hash,
      weightsValidated: weights,
      permitId: protocol.document.permitId,
    })
    const actor = servicePerson('validation')
    const payload = {
      release: release.id,
      decision: decision.id,
      protocolHash: protocol.hash,
      dataRoot: dataset.root,
      weights,
      masks: masks.sha256,
      summary,
    }
    change.record({ actor, action: `validation.${verdict}`, subject: { kind: 'validation', id: row.id }, payload })
    change.record({
      actor,
      action: `release.${verdict}`,
      subject: { kind: 'release', id: release.id },
      payload: { validation: row.id, decision: decision.id, weights },
    })
    return true
  })
  if (!kept) await context.files.remove(masks.sha256)
  return kept
}

async function allAreHere(context: PartContext, references: readonly Reference[]): Promise<boolean> {
  const linked = context.optionalPort<LinkedView>('link.studies')
  if (!linked) return true
  for (const { item } of references) if (!(await linked.study(item.studyId))) return false
  return true
}

function casesOf({ references, answered, persons, dataset }: Measured): SegmentationCase[] {
  const known = new Map(persons.map((one) => [one.pseudonym, one]))
  return references.flatMap(({ item, map }) => {
    const person = known.get(item.pseudonym)
    const { labels, dims, spacing } = map()
    const prediction = answered.answers.get(item.id)
    const about = {
      item: item.id,
      patient: item.pseudonym,
      sex: person?.sex ?? 'unknown',
      ...(person?.age === undefined ? {} : { age: person.age }),
    }
    return measureItem(
      { ...about, reference: labels, ...(prediction ? { prediction } : {}), dims, spacing },
      dataset.structures,
    )
  })
}

/** Where no interval exists the lower bound is put below every threshold: nothing was shown. */
function endpointOf(one: Summary): { name: string; lower: number; threshold: number }[] {
  if (one.threshold === undefined) return []
  return [
    {
      name: `${one.metric} ${one.structure}`,
      lower: one.passed ? one.lower : Math.min(one.lower, one.threshold - 1e-9),
      threshold: one.threshold,
    },
  ]
}
