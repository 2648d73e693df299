import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployEndpoints, type PermitTerms, permitEndpoints } from '@clic/contracts'
import { writeFile } from '@clic/dicom'
import { mapWeights, unpackMap } from '@clic/monai-deploy'
import { createSandbox } from '@clic/platform/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, sendFiles } from '../../testing/clinic-senders.ts'
import { freePort } from '../../testing/database.ts'
import { danishIdentity, identifiedStudy, phantomCase } from '../../testing/make-dicom/index.ts'
import { grantPermit } from '../../testing/permits.ts'
import { packFiles, phantomProduct } from '../../testing/phantom-product.ts'
import { eventually, type TestPair, testPair } from '../../testing/zones.ts'

const structures = [
  { value: 1, name: 'front' },
  { value: 2, name: 'back' },
]
const product = 'Nordlys Finder'
const operation: Partial<PermitTerms> = {
  title: `Operation of ${product}`,
  purpose: 'Run the release on newly arrived studies and return its results.',
  kind: 'standing-release',
  phases: [{ phase: 'operate', article6: '6(1)(e)', article9: '9(2)(h)', national: 'Sundhedsloven § 42 a, stk. 6' }],
  people: [],
  columns: ['*'],
  about: product,
}
const probe = createSandbox({ demanded: false, programs: [process.execPath], limits: {} })
const fenceIsMissing = (await probe.state()).fence === 'limits-only'
probe.close()

describe.skipIf(fenceIsMissing)(
  'a release that others made, in the clinic (skipped because the kernel allows no namespaces)',
  { timeout: 120_000 },
  () => {
    let pair: TestPair
    let permitId: string
    let clinicPort: number
    let sent = 0
    const root = mkdtempSync(join(tmpdir(), 'clic-foreign-release-'))
    const engineer = () => pair.clinic.as('engineer', ['data-engineer'])

    /** Lets a package cross the door as register sends it, and puts it into operation for studies whose description says `word`. */
    const operate = async (tar: Uint8Array, word: string) => {
      const folder = mkdtempSync(join(root, 'map-'))
      await unpackMap(tar, folder)
      const weightsSha256 = await mapWeights(folder)
      const research = pair.research.context('govern')
      const { sha256 } = await research.files.put(tar)
      const releaseId = `release-${'0123456789abcdef'[sent++]?.repeat(26)}`
      const header = {
        releaseId,
        productName: product,
        kind: 'bought',
        version: '1.0.0',
        mapSha256: sha256,
        weightsSha256,
        bundleName: null,
        builders: ['vendor'],
        approvals: ['clinical-lead', 'regulatory-lead', 'dpo'].map((role) => ({
          role,
          personId: role,
          name: role,
          at: '2026-11-25T10:00:00Z',
        })),
        intendedUse: { summary: 'Finds phantoms.', modalities: ['MR'], bodyPart: 'BRAIN', structures },
        verdict: { verdict: 'accepted', weightsValidated: weightsSha256 },
      }
      await research.transact((change) =>
        research.door.send(change, { kind: 'release', permitId, header, content: tar }),
      )
      const activated = await eventually(async () => {
        const answer = await engineer()(deployEndpoints.activate, { params: { releaseId }, body: { permitId } })
        return answer.ok || answer.problem.status !== 404 ? answer : undefined
      })
      if (!activated.ok) throw new Error(activated.problem.detail)
      const routed = await engineer()(deployEndpoints.addRoute, {
        body: {
          name: word,
          releaseId,
          when: { modality: 'MR', descriptionContains: word },
          destination: { host: '127.0.0.1', port: await freePort(), aeTitle: 'NOBODY' },
        },
      })
      if (!routed.ok) throw new Error(routed.problem.detail)
      return releaseId
    }
    const send = async (word: string) => {
      const identity = danishIdentity(`foreign ${word}`)
      const { image } = phantomCase(`foreign ${word}`)
      const made = identifiedStudy({
        seed: `foreign ${word}`,
        identity,
        image,
        structures,
        description: `MR ${word}`,
        bodyPart: 'BRAIN',
      })
      await sendFiles(
        { port: clinicPort, callingAe: 'HOSPITAL' },
        made.images.map((one) => writeFile(one)),
      )
      return identity
    }
    /** The run of a release, once it has ended or has its result; nobody takes it back here, so it stays on its way. */
    const ranOf = (releaseId: string) =>
      eventually(async () => {
        const listed = await pair.clinic.as('doctor', ['clinician'])(deployEndpoints.runs, { query: { limit: 100 } })
        return listed.ok
          ? listed.value.find(
              (one) => one.releaseId === releaseId && ['sending', 'failed', 'refused'].includes(one.state),
            )
          : undefined
      }, 90)

    beforeAll(async () => {
      pair = await testPair({
        clinic: { modules: ['acquire', 'deploy'], settings: { acquire: { dicomPort: 0, quietMs: 200 } } },
      })
      clinicPort = await dicomPort(pair.clinic)
      await registerSender(pair.clinic, 'HOSPITAL')
      permitId = (await grantPermit(pair.clinic, operation)).id
      await eventually(async () =>
        (await pair.research.as('dev', ['developer'])(permitEndpoints.read, { params: { permitId } })).ok
          ? true
          : undefined,
      )
    }, 120_000)
    afterAll(async () => {
      await pair?.close()
      rmSync(root, { recursive: true, force: true })
    })

    it('answers a new study from behind the fence', async () => {
      const releaseId = await operate(await phantomProduct(), 'bright')
      await send('bright')
      const run = await ranOf(releaseId)
      expect(run.reason ?? '').not.toContain('package')
      expect(run).toMatchObject({ state: 'sending', volumes: [{ structure: 'front' }, { structure: 'back' }] })
      for (const one of run.volumes ?? []) expect(one.mm3).toBeGreaterThan(100)
    })

    it('gets images and no identity, and one that names a patient in its log gives no result', async () => {
      // It prints whatever text its input holds, so that an identity in it would be in the log.
      const releaseId = await operate(
        await hostile(`
      const { readdirSync, readFileSync } = await import('node:fs')
      for (const name of readdirSync(process.env.HOLOSCAN_INPUT_PATH + '/study')) console.log(readFileSync(process.env.HOLOSCAN_INPUT_PATH + '/study/' + name).subarray(0, 1200).toString('latin1').replace(/[^ -~]+/g, ' '))
      process.exit(9)`),
        'silent',
      )
      await send('silent')
      expect(await ranOf(releaseId)).toMatchObject({
        state: 'failed',
        reason: expect.stringContaining('ended with code 9'),
      })
      const identity = danishIdentity('foreign talking')
      const other = await operate(await hostile(`console.log(${JSON.stringify(`about ${identity.name}`)})`), 'talking')
      await send('talking')
      const run = await ranOf(other)
      expect(run).toMatchObject({ state: 'failed', reason: expect.stringContaining('identity of a patient') })
      expect(JSON.stringify(run)).not.toContain(identity.name)
    })
  },
)

function hostile(script: string): Promise<Uint8Array> {
  return packFiles({
    'etc/holoscan/app.json': JSON.stringify({
      apiVersion: '1.0.0',
      command: '["/opt/holoscan/app/run"]',
      input: { path: 'input/', formats: ['file'] },
      output: { path: 'output/', formats: ['file'] },
      sdk: 'none',
      sdkVersion: '1.0.0',
      timeout: 60,
      version: '1.0.0',
    }),
    'etc/holoscan/pkg.json': JSON.stringify({
      apiVersion: '1.0.0',
      applicationRoot: '/opt/holoscan/app',
      modelRoot: '/opt/holoscan/models',
      models: { prior: '/opt/holoscan/models/prior' },
      resources: { cpu: 1, gpu: 0, memory: '1Gi' },
      version: '1.0.0',
    }),
    'opt/holoscan/app/run': `#!${process.execPath}\n${script}\nexport {}\n`,
    'opt/holoscan/models/prior/prior.json': '{}',
  })
}
