import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallStudy } from '../../testing/clinic-senders.ts'
import { type LeavingStudies, leavingStudies } from '../../testing/leaving-studies.ts'
import { danishIdentity } from '../../testing/make-dicom/index.ts'
import { eventually } from '../../testing/zones.ts'

describe('studies of a permit that limits persons and body parts', () => {
  let way: LeavingStudies
  beforeAll(async () => {
    way = await leavingStudies(['FEW', 'PARTS', 'ANY'])
  })
  afterAll(() => way?.close())

  const study = (seed: string, person: string, bodyPart?: string) =>
    smallStudy(seed, { slices: 1, identity: danishIdentity(person), ...(bodyPart === undefined ? {} : { bodyPart }) })
      .files
  const states = async (permitId: string) =>
    (await way.progress()).runs.filter((run) => run.permitId === permitId).map((run) => run.state)
  const settled = (permitId: string, n: number) =>
    eventually(async () => {
      const now = await states(permitId)
      return now.length === n && now.every((one) => one !== 'waiting') ? now.sort() : undefined
    }, 60)

  it('leave for as many persons as the permit allows, and further ones of these persons', async () => {
    const permit = await way.project('FEW', { cohort: { modalities: ['MR'], bodyParts: [], maxSubjects: 1 } })
    await way.send('FEW', study('first', 'anna'))
    expect(await settled(permit.id, 1)).toEqual(['left'])
    await way.send('FEW', study('second', 'bo'))
    const refused = await way.run(permit.id, ['refused'])
    expect(refused.reason).toContain('this would be person 2, permitted 1')
    await way.send('FEW', study('third', 'anna'))
    expect(await settled(permit.id, 3)).toEqual(['left', 'left', 'refused'])
  })

  it('stay when they are of another body part than the permit names, or of none that they name', async () => {
    const permit = await way.project('PARTS', { cohort: { modalities: ['MR'], bodyParts: ['Brain'], maxSubjects: 9 } })
    await way.send('PARTS', study('brain', 'clara', 'BRAIN'))
    await way.send('PARTS', study('knee', 'david', 'KNEE'))
    await way.send('PARTS', study('unsaid', 'eva', ''))
    expect(await settled(permit.id, 3)).toEqual(['left', 'refused', 'refused'])
    const reasons = (await way.progress()).runs.filter((run) => run.permitId === permit.id).map((run) => run.reason)
    expect(reasons.filter(Boolean).sort()).toEqual([
      expect.stringContaining('the permit covers Brain; the study does not say of which body part it is'),
      expect.stringContaining('the permit covers Brain; the study is of KNEE'),
    ])
  })

  it('leave whatever their modality when the permit names none', async () => {
    const permit = await way.project('ANY', { cohort: { modalities: [], bodyParts: [], maxSubjects: 9 } })
    await way.send('ANY', study('any', 'finn', ''))
    expect(await settled(permit.id, 1)).toEqual(['left'])
  })
})
