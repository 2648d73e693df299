import {
  deidentifyEndpoints,
  governEndpoints,
  type LinkedView,
  linkEndpoints,
  maskEndpoints,
  permitEndpoints,
  type StudyView,
} from '@clic/contracts'
import { items, readDataset, tag, text, writeFile } from '@clic/dicom'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallStudy } from '../../testing/clinic-senders.ts'
import { type LeavingStudies, leavingStudies } from '../../testing/leaving-studies.ts'
import {
  danishIdentity,
  fhirBundle,
  hippocampusStructures,
  type Identity,
  identifiedStudy,
  phantomCase,
} from '../../testing/make-dicom/index.ts'
import { grantPermit } from '../../testing/permits.ts'
import { createSearch } from '../../testing/wall/find-planted.ts'
import { plantedForms } from '../../testing/wall/planted-forms.ts'
import { databaseBytes, fileBytes } from '../../testing/wall/research-zone-bytes.ts'
import { eventually } from '../../testing/zones.ts'

const sources = ['MR1', 'MR2', 'MR3', 'MR4', 'MR5', 'MR6', 'MR7', 'MR8'] as const

describe('studies on their way out of the clinic', () => {
  let way: LeavingStudies
  const people: Identity[] = []
  const met = (identity: Identity) => {
    people.push(identity)
    return identity
  }
  const linked = () => way.research.ports.port<LinkedView>('link.studies')
  const parcels = async (permitId: string, kind = 'deidentified-study') => {
    const all = await way.clinic.as('dpo', ['dpo'])(governEndpoints.parcels, { query: { limit: 1000 } })
    return all.ok ? all.value.filter((one) => one.permitId === permitId && one.kind === kind) : []
  }
  const sendRecord = async (source: string, bundle: unknown) => {
    const token = await way.clinic.token('engineer', ['data-engineer'])
    const answer = await fetch(`${way.clinic.url}/fhir?source=${source}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      body: JSON.stringify(bundle),
    })
    expect(answer.status).toBe(200)
  }

  beforeAll(async () => {
    way = await leavingStudies(sources)
  })
  afterAll(() => way.close())

  it('arrive in research under a pseudonym, with the mask still lying on its images, and with their facts', async () => {
    const identity = met(danishIdentity('way'))
    const { image, labels } = phantomCase('way')
    const study = identifiedStudy({
      seed: 'way',
      identity,
      image,
      labels,
      structures: hippocampusStructures,
      description: 'MR hippocampus',
      bodyPart: 'BRAIN',
    })
    const permit = await way.project('MR1')
    await sendRecord('MR1', fhirBundle(identity, 'way', { findings: true }))
    const files = [...study.images, ...(study.segmentation ? [study.segmentation] : [])].map((one) => writeFile(one))
    await way.send('MR1', files)
    const run = await way.run(permit.id, ['left', 'quarantined', 'refused'])
    expect(run).toMatchObject({ state: 'left', objectsReleased: 33, objectsQuarantined: 0, reason: null })
    const [there] = await eventually(async () => {
      const all = await linked().studies(permit.id)
      return all.length > 0 ? all : undefined
    })
    expect(there?.modalities).toEqual(['MR', 'SEG'])
    expect(there?.pseudonym).toMatch(/^P-.{4}-.{4}$/)
    const objects = await Promise.all(
      (there?.series ?? []).flatMap((series) =>
        series.objects.map(async (one) => {
          const read = readDataset(await way.research.context('link').files.get(one.sha256))
          if (!read.ok) throw new Error(read.problem.message)
          return read.dataset
        }),
      ),
    )
    expect(objects).toHaveLength(33)
    for (const object of objects) {
      expect(text(object, tag('PatientID'))).toBe(there?.pseudonym)
      expect(text(object, tag('StudyInstanceUID'))).toBe(there?.studyInstanceUid)
      expect(text(object, tag('StudyInstanceUID'))).not.toBe(study.studyInstanceUid)
    }
    const images = new Map(
      objects
        .filter((one) => text(one, tag('Modality')) === 'MR')
        .map((one) => [text(one, tag('SOPInstanceUID')), one]),
    )
    const mask = objects.find((one) => text(one, tag('Modality')) === 'SEG')
    if (!mask) throw new Error('the mask did not arrive')
    const named = items(mask, tag('ReferencedSeriesSequence')).flatMap((series) => {
      expect(text(series, tag('SeriesInstanceUID'))).toBe(
        text([...images.values()][0] as never, tag('SeriesInstanceUID')),
      )
      return items(series, tag('ReferencedInstanceSequence')).map((one) => text(one, tag('ReferencedSOPInstanceUID')))
    })
    expect(named).toHaveLength(32)
    expect(named.every((uid) => images.has(uid))).toBe(true)
    expect(text(mask, tag('FrameOfReferenceUID'))).toBe(
      text([...images.values()][0] as never, tag('FrameOfReferenceUID')),
    )

    const person = await eventually(async () => {
      const one = await linked().person(permit.id, there?.pseudonym ?? '')
      return one && one.facts.length > 0 ? one : undefined
    })
    expect(person).toMatchObject({ sex: identity.sex === 'F' ? 'female' : 'male', invented: true })
    expect(Math.abs((person.age ?? 0) - identity.age)).toBeLessThanOrEqual(2)
    expect(person.facts.map((one) => one.code)).toEqual(expect.arrayContaining(['386806002', '72106-8']))
    expect(
      person.facts.every(
        (one) => one.date === undefined || !['2025-02-03', '2025-02-10'].includes(one.date.slice(0, 10)),
      ),
    ).toBe(true)
  })

  it('carry a proof for each object, count their rules, and their header names nobody', async () => {
    const [studyId] = await way.studies('MR1')
    const engineer = way.clinic.as('engineer', ['data-engineer'])
    const proofs = await engineer(deidentifyEndpoints.proofs, { params: { studyId: studyId ?? '' } })
    if (!proofs.ok) throw new Error(proofs.problem.detail)
    expect(proofs.value).toHaveLength(33)
    expect(proofs.value.every((one) => one.residual.certain === 0 && one.residual.scannedBytes > 0)).toBe(true)
    expect(proofs.value[0]?.profile).toMatchObject({ name: 'research' })
    const received = await way.clinic.ports.port<StudyView>('acquire.studies').study(studyId ?? '')
    expect(proofs.value.map((one) => one.inputSha256).sort()).toEqual(received?.objects.map((one) => one.sha256).sort())
    const rules = await engineer(deidentifyEndpoints.rules, {})
    expect(rules.ok && rules.value.length).toBeGreaterThan(3)
    expect(rules.ok && rules.value.every((one) => one.times >= 0 && one.objects <= 33)).toBe(true)
    const progress = await way.progress()
    expect(progress).toMatchObject({
      vault: { up: true },
      studySource: { up: true },
      studies: { left: 1 },
      objects: { released: 33 },
    })
    expect(progress.objectsPerSecond).toBeGreaterThan(0)
    const page = await engineer(deidentifyEndpoints.assignments, {})
    expect(page.ok && page.value[0]).toMatchObject({
      source: 'MR1',
      permitState: 'active',
      studies: { left: 1, waiting: 0 },
    })
    // Delivered, no parcel says any more of whom it was, on neither side of the door.
    const boxes = { 'doors.outbox': way.clinic, 'doors.inbox': way.research }
    for (const [box, zone] of Object.entries(boxes)) {
      const headers = await sql<{ header: unknown }>`
        select header from ${sql.table(box)} where kind in ('deidentified-study', 'facts')`.execute(zone.db)
      expect(headers.rows.length).toBeGreaterThan(0)
      for (const { header } of headers.rows) expect(header).toEqual({})
    }
  })

  it('leave once: the same study sent again sends nothing, a study that grows sends what is new', async () => {
    const study = smallStudy('grows', { slices: 6, identity: met(danishIdentity('grows')) })
    const permit = await way.project('MR2')
    await way.send('MR2', study.files.slice(0, 2))
    await way.run(permit.id, ['left'])
    await way.send('MR2', study.files.slice(0, 2))
    await way.send('MR2', study.files)
    await eventually(
      async () =>
        (await way.progress()).runs.find((run) => run.permitId === permit.id)?.objectsReleased === 6 ? true : undefined,
      60,
    )
    await eventually(async () =>
      (await linked().studies(permit.id))[0]?.series[0]?.objects.length === 6 ? true : undefined,
    )
    expect(await linked().studies(permit.id)).toHaveLength(1)
    const sent = await parcels(permit.id)
    expect(sent.length).toBeGreaterThanOrEqual(2)
    const objects = await sql<{
      n: number
    }>`select sum((payload::jsonb ->> 'objects')::int)::int as n from ledger.event where action = 'study.left' and payload::jsonb ->> 'permitId' = ${permit.id}`.execute(
      way.clinic.db,
    )
    expect(objects.rows[0]?.n).toBe(6)
    expect(await way.clinic.ports.port<StudyView>('acquire.studies').studiesOf('MR2')).toHaveLength(1)
  })

  it('go to two projects under two pseudonyms that share nothing', async () => {
    const study = smallStudy('two', { slices: 2, identity: met(danishIdentity('two')) })
    await way.send('MR3', study.files)
    await eventually(async () => ((await way.studies('MR3')).length > 0 ? true : undefined))
    // Assigned after the study came: what was received before goes too.
    const [first, second] = [await way.project('MR3'), await way.project('MR3', { title: 'Another project' })]
    await way.run(first.id, ['left'])
    await way.run(second.id, ['left'])
    const [a, b] = await eventually(async () => {
      const both = [await linked().studies(first.id), await linked().studies(second.id)].flat()
      return both.length === 2 ? both : undefined
    })
    expect(a?.pseudonym).not.toBe(b?.pseudonym)
    expect(a?.studyInstanceUid).not.toBe(b?.studyInstanceUid)
  })

  it('stay when the permit names another modality, and say so', async () => {
    const permit = await way.project('MR4', { cohort: { modalities: ['CT'], bodyParts: [], maxSubjects: 10 } })
    await way.send('MR4', smallStudy('outside', { slices: 2, identity: met(danishIdentity('outside')) }).files)
    const run = await way.run(permit.id, ['refused'])
    expect(run.reason).toContain('the permit covers CT; the study is MR')
    expect(run.next).toContain('wider permit')
    expect(run).toMatchObject({ objectsReleased: 0, parcelId: null })
    expect(await parcels(permit.id)).toEqual([])
    const decisions = await way.clinic.as('dpo', ['dpo'])(governEndpoints.decisions, {
      query: { gate: 'study.deidentify', open: 'false' },
    })
    expect(
      decisions.ok &&
        decisions.value[0]?.findings.some((one) => one.rule === 'study.deidentify/inside-cohort' && !one.ok),
    ).toBe(true)
  })

  it('stay when the permit is suspended, and a retry goes on only under an active one', async () => {
    const permit = await way.project('MR5')
    await way.clinic.as('dpo', ['dpo'])(permitEndpoints.suspend, {
      params: { permitId: permit.id },
      body: { reason: 'for the test' },
    })
    await way.send('MR5', smallStudy('closed', { slices: 2, identity: met(danishIdentity('closed')) }).files)
    const run = await way.run(permit.id, ['refused'])
    expect(run.reason).toContain('the permit is suspended')
    const engineer = way.clinic.as('engineer', ['data-engineer'])
    const body = { permitId: permit.id, studyId: run.studyId }
    expect(await engineer(deidentifyEndpoints.retry, { body })).toMatchObject({ ok: false, problem: { status: 403 } })
    expect(
      await engineer(deidentifyEndpoints.addAssignment, {
        body: { permitId: permit.id, sourceId: way.sourceId('MR6') },
      }),
    ).toMatchObject({ ok: false, problem: { status: 403 } })
    expect(await parcels(permit.id)).toEqual([])
  })

  it('leave without the objects in quarantine, which stay with their reason until a retry, or until a person masks them', async () => {
    const study = smallStudy('quarantine', { slices: 3, identity: met(danishIdentity('quarantine')) })
    const read = readDataset(study.files[0] as Uint8Array)
    if (!read.ok) throw new Error('unreadable')
    // A label of a slide is a picture of text: only a person can let it go.
    read.dataset.set(tag('ImageType'), { vr: 'CS', strings: ['DERIVED', 'PRIMARY', 'LABEL'] })
    const permit = await way.project('MR6')
    await way.send('MR6', [writeFile(read.dataset), ...study.files.slice(1)])
    // Where the machine is busy the study is worked before all of it has come, and goes on then.
    const run = await eventually(async () => {
      const seen = await way.run(permit.id, ['quarantined', 'left'])
      return seen.objectsReleased + seen.objectsQuarantined === 3 ? seen : undefined
    })
    expect(run).toMatchObject({ state: 'quarantined', objectsReleased: 2, objectsQuarantined: 1 })
    const engineer = way.clinic.as('engineer', ['data-engineer'])
    const listed = await engineer(deidentifyEndpoints.quarantine, {})
    const mine = listed.ok ? listed.value.filter((one) => one.studyId === run.studyId) : []
    expect(mine).toHaveLength(1)
    expect(mine[0]?.reason.length).toBeGreaterThan(10)
    expect(mine[0]?.next.length).toBeGreaterThan(10)
    await eventually(async () =>
      (await linked().studies(permit.id))[0]?.series[0]?.objects.length === 2 ? true : undefined,
    )
    const { length } = await parcels(permit.id)
    const retried = await engineer(deidentifyEndpoints.retry, { body: { permitId: permit.id, studyId: run.studyId } })
    expect(retried).toMatchObject({ ok: true, value: { queued: true } })
    await way.run(permit.id, ['quarantined'])
    expect(await parcels(permit.id)).toHaveLength(length)
    await leavesMasked(permit.id, run.studyId)
  })

  async function leavesMasked(permitId: string, studyId: string) {
    const steward = way.clinic.as('steward', ['data-steward'])
    const listed = await steward(deidentifyEndpoints.quarantine, {})
    const quarantinedId = (listed.ok && listed.value.find((one) => one.studyId === studyId)?.id) || ''
    const early = await steward(maskEndpoints.draw, { params: { quarantinedId }, body: { masks: [] } })
    expect(early).toMatchObject({ ok: false, problem: { status: 409, type: 'urn:clic:problem:not-looked-at' } })
    const looked = await steward(maskEndpoints.look, { params: { quarantinedId } })
    expect(looked).toMatchObject({ ok: true, value: { code: 'look-slide-label', masks: [] } })
    const masks = [{ from: 1, to: 1, boxes: [{ kind: 'person' as const, x: 2, y: 3, width: 20, height: 10 }] }]
    const drawn = await steward(maskEndpoints.draw, { params: { quarantinedId }, body: { masks } })
    expect(drawn).toMatchObject({ ok: true, value: { studyId, boxes: 1 } })
    expect(await way.run(permitId, ['left'])).toMatchObject({ objectsReleased: 3, objectsQuarantined: 0 })
    const proofs = await steward(deidentifyEndpoints.proofs, { params: { studyId } })
    const masked = proofs.ok ? proofs.value.filter((one) => one.masks !== null) : []
    expect(masked).toMatchObject([{ kind: 'dicom', masks, rules: { 'pixel-masked-by-person': 1 } }])
  }

  it('send facts again only when they changed, and only of kinds that the permit names', async () => {
    const identity = met(danishIdentity('facts'))
    const permit = await way.project('MR7', { columns: ['Patient', 'Observation'] })
    await way.send('MR7', smallStudy('facts', { slices: 2, identity }).files)
    await way.run(permit.id, ['left'])
    expect(await parcels(permit.id, 'facts')).toEqual([])
    const bundle = fhirBundle(identity, 'facts')
    await sendRecord('MR7', bundle)
    const [person] = await eventually(async () => {
      const all = await linked().persons(permit.id)
      return all[0]?.facts.length ? all : undefined
    })
    expect(person?.facts.map((one) => one.kind)).toEqual(['Observation'])
    await sendRecord('MR7', bundle)
    const changed = JSON.parse(JSON.stringify(bundle).replace(/"value":\d+,"unit"/, '"value":7,"unit"'))
    await sendRecord('MR7', changed)
    await eventually(async () => ((await linked().persons(permit.id))[0]?.facts[0]?.value === 7 ? true : undefined))
    expect(await parcels(permit.id, 'facts')).toHaveLength(2)
  })

  it('are shown as refused when research refuses them at its door, and go again when the cause is gone', async () => {
    const permit = await way.project('MR8')
    const there = way.research.db
    await eventually(async () => {
      const rows = await sql`update govern.permit set state = 'suspended' where id = ${permit.id} returning id`.execute(
        there,
      )
      return rows.rows.length === 1 ? true : undefined
    })
    await way.send(
      'MR8',
      smallStudy('refused there', { slices: 2, identity: met(danishIdentity('refused there')) }).files,
    )
    const refused = await way.run(permit.id, ['refused'])
    expect(refused.reason).toContain('The research zone refused the parcel at its door')
    expect(refused.reason).toContain('the permit is suspended')
    await sql`update govern.permit set state = 'active' where id = ${permit.id}`.execute(there)
    const body = { permitId: permit.id, studyId: refused.studyId }
    expect(await way.clinic.as('engineer', ['data-engineer'])(deidentifyEndpoints.retry, { body })).toMatchObject({
      ok: true,
      value: { queued: true },
    })
    await eventually(async () =>
      (await linked().studies(permit.id))[0]?.series[0]?.objects.length === 2 ? true : undefined,
    )
    expect(await way.run(permit.id, ['left'])).toMatchObject({ objectsReleased: 2, reason: null })
    expect((await parcels(permit.id)).map((one) => one.state).sort()).toEqual(['delivered', 'refused'])
  })

  it('refuse what no project can stand on', async () => {
    const engineer = way.clinic.as('engineer', ['data-engineer'])
    const standing = await grantPermit(way.clinic, { kind: 'standing-source', about: 'NOBODY', people: [] })
    const ask = (permitId: string, sourceId: string) =>
      engineer(deidentifyEndpoints.addAssignment, { body: { permitId, sourceId } })
    expect(await ask(standing.id, way.sourceId('MR1'))).toMatchObject({
      ok: false,
      problem: { type: 'urn:clic:problem:permit-kind' },
    })
    const project = await grantPermit(way.clinic)
    expect(await ask(project.id, 'source-00000000000000000000000000')).toMatchObject({
      ok: false,
      problem: { status: 404 },
    })
    expect(await ask(project.id, way.sourceId('MR4'))).toMatchObject({ ok: true })
    expect(await ask(project.id, way.sourceId('MR4'))).toMatchObject({ ok: false, problem: { status: 409 } })
  })

  it('leave no identifier of anybody in the research zone, in its database or its files', async () => {
    await eventually(async () => ((await way.progress()).studies.waiting === 0 ? true : undefined), 60)
    const search = createSearch(people.flatMap((identity, n) => plantedForms(identity, n)))
    const found: unknown[] = []
    let looked = 0
    for await (const { bytes, where } of databaseBytes(way.research.databaseUrl)) {
      looked += bytes.length
      found.push(...search(bytes, where))
    }
    for (const { bytes, where } of fileBytes(way.research.folder)) {
      looked += bytes.length
      found.push(...search(bytes, where))
    }
    expect(looked).toBeGreaterThan(100_000)
    expect(found).toEqual([])
    // The search would have found them: they are all over the clinic.
    const clinic: unknown[] = []
    for await (const { bytes, where } of databaseBytes(way.clinic.databaseUrl)) clinic.push(...search(bytes, where))
    expect(clinic.length).toBeGreaterThan(people.length)
  })

  it('show research what it may see and nothing more', async () => {
    const listed = await way.research.as('dev', ['developer'])(linkEndpoints.studies, { query: {} })
    expect(listed.ok && listed.value.length).toBeGreaterThanOrEqual(5)
  })
})
