import { approvalRoles, type Candidate, permitEndpoints, registerEndpoints } from '@clic/contracts'
import { systemClock } from '@clic/platform/clock'
import { newId } from '@clic/platform/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phantomStructures } from '../../testing/parts/sealed-dataset.ts'
import { grantPermit } from '../../testing/permits.ts'
import { pythonIsMissing, runtime } from '../../testing/runtime.ts'
import { trainedRelease } from '../../testing/trained-release.ts'
import { intendedUse, tenPatients, type ValidationZone, validationZone } from '../../testing/validation-zone.ts'
import { eventually } from '../../testing/zones.ts'

describe.skipIf(pythonIsMissing)('a training whose masks belong to other patients', { timeout: 300_000 }, () => {
  let zone: ValidationZone
  let protocolId: string
  const known = new Map<string, Candidate>()

  /** Trains, registers and validates; everything but the pairing of images and masks is the same. */
  const validated = async (version: string, permuted: boolean) => {
    const trained = await trainedRelease({ structures: phantomStructures, epochs: 30, moved: true, permuted, version })
    const stored = await zone.research.context('register').files.put(trained.bundleTar)
    const candidate: Candidate = {
      id: newId('candidate', systemClock),
      runId: newId('training', systemClock),
      permitId: zone.permit.id,
      datasetId: zone.dataset.datasetId,
      dataRoot: zone.dataset.root,
      weightsSha256: trained.weightsSha256,
      bundleSha256: stored.sha256,
      codeCommit: 'abcdef0',
      environmentLock: runtime.lock,
      seed: 7,
      builder: 'dev',
    }
    known.set(candidate.id, candidate)
    const developer = zone.research.as('dev', ['developer'])
    const product = await developer(registerEndpoints.addProduct, {
      body: {
        name: `Network ${version}`,
        kind: 'home-made',
        manufacturer: 'Region Test',
        regulatoryPath: 'mdr-5-5',
        intendedUse,
      },
    })
    if (!product.ok) throw new Error(product.problem.detail)
    const release = await developer(registerEndpoints.addFromCandidate, {
      body: { productId: product.value.id, candidateId: candidate.id, version },
    })
    if (!release.ok) throw new Error(release.problem.detail)
    const result = await zone.validate(protocolId, release.value.id)
    expect(result).toMatchObject({ state: 'finished', done: 5 })
    const dice = result.summary.filter((one) => one.metric === 'dice').map((one) => one.estimate)
    return {
      releaseId: release.value.id,
      product: product.value.name,
      result,
      dice: dice.reduce((sum, one) => sum + one, 0) / dice.length,
    }
  }

  beforeAll(async () => {
    zone = await validationZone({
      test: tenPatients.slice(0, 5),
      candidates: { candidate: async (id) => known.get(id) },
      settings: {
        validate: { python: runtime.python, runtimeFolder: runtime.folder },
        register: { runtimeFolder: runtime.folder },
      },
    })
    protocolId = (await zone.protocol({ maxOpenings: 3 })).id
  })
  afterAll(() => zone?.close())

  it('collapses in Dice, is refused by its validation, and neither approvals nor a permit send it to the clinic', async () => {
    const right = await validated('1.0.0', false)
    const permuted = await validated('2.0.0', true)
    process.stdout.write(
      `mean Dice on unseen phantoms: own masks ${right.dice.toFixed(3)}, permuted masks ${permuted.dice.toFixed(3)}\n`,
    )
    expect(right.dice).toBeGreaterThan(0.75)
    expect(permuted.dice).toBeLessThan(right.dice - 0.25)
    expect(permuted.result.verdict).toBe('refused')
    expect(permuted.result.findings.filter((one) => !one.ok).map((one) => one.rule)).toEqual([
      'release.accept/lower-bound',
    ])
    const params = { releaseId: permuted.releaseId }
    for (const role of approvalRoles)
      await zone.research.as(role, [role])(registerEndpoints.approve, { params, body: { role } })
    const care = { article6: '6(1)(e)', article9: '9(2)(h)', national: 'Sundhedsloven § 42 a, stk. 6' } as const
    const permit = await grantPermit(zone.clinic, {
      title: 'Operation',
      kind: 'standing-release',
      phases: [{ phase: 'operate', ...care }],
      people: [],
      about: permuted.product,
    })
    await eventually(async () =>
      (await zone.research.as('dev', ['developer'])(permitEndpoints.read, { params: { permitId: permit.id } })).ok
        ? true
        : undefined,
    )
    const sent = await zone.research.as('regulatory', ['regulatory-lead'])(registerEndpoints.send, {
      params,
      body: { permitId: permit.id },
    })
    expect(sent.ok).toBe(false)
    expect(sent.ok ? [] : (sent.problem.findings ?? []).map((one) => one.rule)).toContain('release.deploy/accepted')
    const release = await zone.research.as('dev', ['developer'])(registerEndpoints.release, { params })
    expect(release).toMatchObject({ ok: true, value: { state: 'refused' } })
  })
})
