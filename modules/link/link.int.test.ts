import { governEndpoints, linkEndpoints, permitEndpoints } from '@clic/contracts'
import { type Dataset, tag } from '@clic/dicom'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  factsParcel,
  linkFacts,
  linkStudy,
  postParcel,
  sharedPermit,
  studyParcel,
  testPseudonym,
} from '../../testing/linked-studies.ts'
import { eventually, type TestPair, testPair } from '../../testing/zones.ts'

describe('the research end of the door', () => {
  let pair: TestPair
  let permitId: string
  const dev = () => pair.research.as('dev', ['developer'])
  const studiesOf = async (pseudonym: string) => {
    const listed = await dev()(linkEndpoints.studies, { query: { permitId } })
    return listed.ok ? listed.value.filter((one) => one.pseudonym === pseudonym) : []
  }
  const personsOf = async (pseudonym: string) => {
    const listed = await dev()(linkEndpoints.persons, { query: { permitId } })
    return listed.ok ? listed.value.filter((one) => one.pseudonym === pseudonym) : []
  }

  beforeAll(async () => {
    pair = await testPair({ research: { modules: ['link'] } })
    permitId = (await sharedPermit(pair)).id
  })
  afterAll(() => pair.close())

  it('takes a de-identified study: its series, its geometry and every byte of its objects', async () => {
    const pseudonym = testPseudonym('a')
    const parcel = studyParcel({ seed: 'a', permitId, pseudonym })
    expect(await postParcel(pair, parcel)).toEqual({ state: 'delivered', reason: null })
    const [study] = await studiesOf(pseudonym)
    expect(study).toMatchObject({
      pseudonym,
      modalities: ['MR', 'SEG'],
      studyDescription: 'MR hippocampus',
      hasRecord: false,
    })
    expect(study?.series.map((one) => [one.modality, one.objects]).sort()).toEqual([
      ['MR', 10],
      ['SEG', 1],
    ])
    const volume = await dev()(linkEndpoints.volume, { params: { studyId: study?.id ?? '' } })
    expect(volume).toMatchObject({ ok: true, value: { dims: [20, 28, 10], spacing: [1, 1, 1] } })
    if (!volume.ok) return
    const [object] = parcel.header['objects'] as { sha256: string; offset: number; size: number }[]
    expect(volume.value.slices).toContain(object?.sha256)
    const answer = await fetch(`${pair.research.url}/api/linked-studies/${study?.id}/objects/${object?.sha256}`, {
      headers: { authorization: `Bearer ${await pair.research.token('dev', ['developer'])}` },
    })
    expect(
      Buffer.from(await answer.arrayBuffer()).equals(
        parcel.content.subarray(object?.offset, (object?.offset ?? 0) + (object?.size ?? 0)),
      ),
    ).toBe(true)
  })

  it.each([
    [
      'the patient’s name',
      (o) => o.set(tag('PatientName'), { vr: 'PN', strings: ['Lindø^Maja'] }),
      'PatientName of an object is not the pseudonym',
    ],
    [
      'another patient id',
      (o) => o.set(tag('PatientID'), { vr: 'LO', strings: ['999999-9999'] }),
      'PatientID of an object is not the pseudonym',
    ],
    [
      'an address',
      (o) => o.set(tag('PatientAddress'), { vr: 'LO', strings: ['Havnegaden 1'] }),
      'an object still holds PatientAddress',
    ],
    [
      'a number like a CPR number in a description',
      (o) => o.set(tag('SeriesDescription'), { vr: 'LO', strings: ['T1 3102990000'] }),
      'SeriesDescription of an object holds a number',
    ],
    [
      'no word that its identity was removed',
      (o) => o.delete(tag('PatientIdentityRemoved')),
      'does not say that its identity was removed',
    ],
  ] satisfies [string, (object: Dataset) => void, string][])(
    'refuses a study of which one object holds %s, and keeps no byte of it',
    async (what, spoil, reason) => {
      const pseudonym = testPseudonym(what)
      const parcel = studyParcel({
        seed: what,
        permitId,
        pseudonym,
        spoil: (object, n) => (n === 7 ? spoil(object) : undefined),
      })
      const receipt = await postParcel(pair, parcel)
      expect(receipt.state).toBe('refused')
      expect(receipt.reason).toContain(reason)
      expect(receipt.reason).not.toMatch(/Lindø|999999|Havnegaden|3102990000/)
      expect(await studiesOf(pseudonym)).toEqual([])
      const { files } = pair.research.context('link')
      for (const object of parcel.header['objects'] as { sha256: string }[])
        expect(await files.has(object.sha256)).toBe(false)
    },
  )

  it('refuses a study whose header cannot be read, whose object is another one, or whose permit is another one', async () => {
    const parcel = studyParcel({ seed: 'broken', permitId, pseudonym: testPseudonym('broken') })
    expect((await postParcel(pair, { ...parcel, header: { ...parcel.header, objects: 'none' } })).reason).toContain(
      'header is not readable: objects',
    )
    const changed = Buffer.from(parcel.content)
    changed[5000] = (changed[5000] as number) ^ 1
    expect((await postParcel(pair, { ...parcel, content: changed })).reason).toContain(
      'not the one that its proof names',
    )
    const cut = Buffer.concat([parcel.content.subarray(0, 100)])
    expect((await postParcel(pair, { ...parcel, content: cut })).state).toBe('refused')
    const other = await sharedPermit(pair, { title: 'Another project' })
    expect((await postParcel(pair, { ...parcel, permitId: other.id })).reason).toContain('not one of this project')
  })

  it('erases nobody on the word of a parcel that belongs to another permit', async () => {
    const pseudonym = testPseudonym('stays')
    await linkStudy(pair, { seed: 'stays', permitId, pseudonym, mask: 'none' })
    const other = await sharedPermit(pair, { title: 'A project that erases' })
    const header = { permitId, pseudonym, erasureId: `erasure-${'0'.repeat(26)}`, withdrawn: [] }
    expect(
      await postParcel(pair, { kind: 'erasure', permitId: other.id, header, content: new Uint8Array() }),
    ).toMatchObject({ state: 'refused', reason: 'The parcel’s header is not readable.' })
    expect(await studiesOf(pseudonym)).toHaveLength(1)
  })

  it('lets a study grow: what comes later is added, and its modalities with it', async () => {
    const pseudonym = testPseudonym('grow')
    await linkStudy(pair, { seed: 'grow', permitId, pseudonym, mask: 'none' })
    const [before] = await studiesOf(pseudonym)
    expect(before?.modalities).toEqual(['MR'])
    await linkStudy(pair, { seed: 'grow', permitId, pseudonym })
    const [after, ...more] = await studiesOf(pseudonym)
    expect(more).toEqual([])
    expect(after).toMatchObject({ id: before?.id, modalities: ['MR', 'SEG'] })
    expect(after?.series.map((one) => one.objects).sort()).toEqual([1, 10])
  })

  it('refuses more of a study under another pseudonym', async () => {
    await linkStudy(pair, { seed: 'whose', permitId, pseudonym: testPseudonym('whose 1'), mask: 'none' })
    const receipt = await postParcel(
      pair,
      studyParcel({ seed: 'whose', permitId, pseudonym: testPseudonym('whose 2') }),
    )
    expect(receipt).toMatchObject({ state: 'refused', reason: expect.stringContaining('another pseudonym') })
    expect(await studiesOf(testPseudonym('whose 2'))).toEqual([])
  })

  it('takes facts of a person; the same facts again replace the old ones', async () => {
    const pseudonym = testPseudonym('facts')
    await linkFacts(pair, { permitId, pseudonym, sex: 'female', age: 71 })
    await linkFacts(pair, { permitId, pseudonym, sex: 'female', age: 72 })
    const [person, ...more] = await personsOf(pseudonym)
    expect(more).toEqual([])
    expect(person).toMatchObject({
      sex: 'female',
      age: 72,
      invented: true,
      facts: [{ kind: 'Observation', code: '72106-8', value: 25 }],
    })
  })

  it.each([
    ['a name', { resourceType: 'Patient', name: [{ family: 'Lindø' }] }],
    ['an identifier', { resourceType: 'Condition', subject: { identifier: { value: 'x' } } }],
    ['an address', { resourceType: 'Patient', address: [{ text: 'Havnegaden 1' }] }],
    ['a telephone number', { resourceType: 'Patient', telecom: [{ value: '12345678' }] }],
    ['a contact person', { resourceType: 'Patient', contact: [{ text: 'Bodil' }] }],
    ['a number of the shape of a CPR number', { resourceType: 'Condition', note: [{ text: 'henvist 310299-0000' }] }],
    [
      'a number of the shape of a CPR number',
      { resourceType: 'Condition', subject: { reference: 'Patient/3102990000' } },
    ],
    ['a name', { resourceType: 'Observation', performer: [{ name: { family: 'Lindø' } }] }],
  ])('refuses facts that still hold %s, says so without the value, and keeps none of them', async (what, resource) => {
    const pseudonym = testPseudonym(JSON.stringify(resource))
    const receipt = await postParcel(pair, factsParcel({ permitId, pseudonym, sex: 'male', more: [resource] }))
    expect(receipt).toMatchObject({ state: 'refused', reason: expect.stringContaining(what) })
    expect(receipt.reason).not.toMatch(/Lindø|Havnegaden|3102|1234|Bodil/)
    expect(await personsOf(pseudonym)).toEqual([])
  })

  it.each([
    ['no JSON', Buffer.from('{"resources": [')],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe])],
    ['another kind of resource', Buffer.from(JSON.stringify({ resources: [{ resourceType: 'DocumentReference' }] }))],
    ['an age in words', Buffer.from(JSON.stringify({ resources: [{ resourceType: 'Patient', age: 'seventy' }] }))],
  ])('refuses facts that are %s with a reason, and goes on', async (_, content) => {
    const parcel = factsParcel({ permitId, pseudonym: testPseudonym('unreadable'), sex: 'male' })
    expect(await postParcel(pair, { ...parcel, content })).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('does not hold facts'),
    })
    expect(await personsOf(testPseudonym('unreadable'))).toEqual([])
  })

  it('refuses facts of a kind that the permit does not name', async () => {
    const narrow = await sharedPermit(pair, { title: 'Images only', columns: ['Patient', 'PatientSex'] })
    const receipt = await postParcel(
      pair,
      factsParcel({ permitId: narrow.id, pseudonym: testPseudonym('narrow'), sex: 'male' }),
    )
    expect(receipt).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('not on the permit: Observation'),
    })
  })

  it('shows no image once the permit is suspended, and takes none', async () => {
    const permit = await sharedPermit(pair, { title: 'To be suspended' })
    const studyId = await linkStudy(pair, {
      seed: 'suspended',
      permitId: permit.id,
      pseudonym: testPseudonym('suspended'),
    })
    await pair.clinic.as('dpo', ['dpo'])(permitEndpoints.suspend, {
      params: { permitId: permit.id },
      body: { reason: 'for the test' },
    })
    await eventually(async () => {
      const read = await dev()(permitEndpoints.read, { params: { permitId: permit.id } })
      return read.ok && read.value.state === 'suspended' ? true : undefined
    })
    expect(await dev()(linkEndpoints.volume, { params: { studyId } })).toMatchObject({
      ok: false,
      problem: { status: 403 },
    })
    const receipt = await postParcel(
      pair,
      studyParcel({ seed: 'late', permitId: permit.id, pseudonym: testPseudonym('late') }),
    )
    expect(receipt).toMatchObject({ state: 'refused', reason: expect.stringContaining('suspended') })
  })

  it('erases a person: rows, files and headers go, the ledger still verifies, and a late parcel brings nobody back', async () => {
    const pseudonym = testPseudonym('erase')
    const parcel = studyParcel({ seed: 'erase', permitId, pseudonym })
    await postParcel(pair, parcel)
    await linkFacts(pair, { permitId, pseudonym, sex: 'female', age: 60 })
    const body = { permitId, pseudonym, reason: 'The person asked for it in writing.' }
    expect(await dev()(linkEndpoints.erase, { body })).toMatchObject({ ok: false, problem: { status: 403 } })
    const dpo = pair.research.as('dpo', ['dpo'])
    const erased = await dpo(linkEndpoints.erase, { body })
    expect(erased).toMatchObject({ ok: true, value: { studies: 1, objects: 11, facts: 1 } })
    expect([await studiesOf(pseudonym), await personsOf(pseudonym)]).toEqual([[], []])
    const { files, db } = pair.research.context('link')
    await eventually(async () => {
      const left = await Promise.all(
        (parcel.header['objects'] as { sha256: string }[]).map((one) => files.has(one.sha256)),
      )
      return left.some(Boolean) ? undefined : true
    })
    for (const table of ['doors.inbox', 'link.study', 'link.person', 'link.fact', 'link.erasure', 'ledger.event']) {
      const found = await sql<{
        n: number
      }>`select count(*) as n from ${sql.table(table)} t where to_jsonb(t)::text like ${`%${pseudonym}%`}`.execute(db)
      expect([table, Number(found.rows[0]?.n)]).toEqual([table, 0])
    }
    expect(await postParcel(pair, studyParcel({ seed: 'erase again', permitId, pseudonym }))).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('was erased'),
    })
    expect(await postParcel(pair, factsParcel({ permitId, pseudonym }))).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('was erased'),
    })
    expect(await dpo(linkEndpoints.erase, { body })).toMatchObject({ ok: false, problem: { status: 404 } })
    const auditor = pair.research.as('auditor', ['auditor'])
    expect(await auditor(governEndpoints.verify, {})).toMatchObject({ ok: true, value: { ok: true, faults: [] } })
    const told = await auditor(governEndpoints.ledger, { query: { action: 'person.erased' } })
    expect(told.ok && told.value[0]).toMatchObject({ actor: 'dpo', payload: { studies: 1, reason: body.reason } })
  })
})
