import { gunzipSync, gzipSync } from 'node:zlib'
import { annotateEndpoints, governEndpoints, type LabelView, type LinkedView, permitEndpoints } from '@clic/contracts'
import { type Dataset, readDataset, readSegmentation, tag, text, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  linkStudy,
  phantomStructures,
  sharedPermit,
  smallPhantom,
  testPseudonym,
} from '../../testing/linked-studies.ts'
import { danishIdentity, identifiedStudy } from '../../testing/make-dicom/index.ts'
import { eventually, type TestPair, testPair } from '../../testing/zones.ts'
import { studyVolume } from './study-volume.ts'

describe('labels', () => {
  let pair: TestPair
  let permitId: string
  const clinician = () => pair.research.as('clin', ['clinician'])
  const labelOf = (studyId: string) =>
    eventually(async () => {
      const listed = await clinician()(annotateEndpoints.labels, { query: { studyId } })
      return listed.ok ? listed.value[0] : undefined
    })
  const voxelsOf = async (labelId: string, version: number) => {
    const answer = await fetch(`${pair.research.url}/api/labels/${labelId}/versions/${version}/voxels`, {
      headers: { authorization: `Bearer ${await pair.research.token('clin', ['clinician'])}` },
    })
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  const upload = async (studyId: string, file: Uint8Array, name = 'clin') => {
    const answer = await fetch(`${pair.research.url}/api/linked-studies/${studyId}/masks`, {
      method: 'POST',
      body: Buffer.from(file),
      headers: {
        authorization: `Bearer ${await pair.research.token(name, ['clinician'])}`,
        'content-type': 'application/dicom',
      },
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const link = (seed: string, more: Partial<Parameters<typeof linkStudy>[1]> = {}) =>
    linkStudy(pair, { seed, permitId, pseudonym: testPseudonym(seed), ...more })
  /** A mask made elsewhere on the de-identified study of this seed. */
  const maskOf = (seed: string, change: (object: Dataset) => void = () => undefined): Uint8Array => {
    const made = identifiedStudy({
      ...smallPhantom(seed),
      seed,
      identity: danishIdentity(seed),
      structures: phantomStructures,
      description: 'MR',
      bodyPart: 'BRAIN',
    }).segmentation as Dataset
    for (const keyword of ['PatientID', 'PatientName'] as const)
      made.set(tag(keyword), { vr: keyword === 'PatientID' ? 'LO' : 'PN', strings: [testPseudonym(seed)] })
    made.set(tag('StudyDescription'), { vr: 'LO', strings: ['MR'] })
    change(made)
    return writeFile(made)
  }

  beforeAll(async () => {
    pair = await testPair({ research: { modules: ['link', 'annotate'] } })
    permitId = (await sharedPermit(pair)).id
  })
  afterAll(() => pair.close())

  it('begin with the mask that came with the study, as proposed by its author, voxel by voxel', async () => {
    const label = await labelOf(await link('import'))
    expect(label).toMatchObject({
      state: 'proposed',
      pseudonym: testPseudonym('import'),
      versions: [{ version: 1, state: 'proposed', author: 'Skovgård^Radiolog', origin: 'imported' }],
    })
    const drawn = smallPhantom('import').labels
    const voxels = gunzipSync((await voxelsOf(label.id, 1)).bytes)
    const count = (of: Uint8Array, value: number) => of.filter((one) => one === value).length
    expect(label.versions[0]?.segments).toEqual(
      phantomStructures.map((one) => ({ number: one.value, label: one.name, voxels: count(drawn, one.value) })),
    )
    expect([count(voxels, 1), count(voxels, 2)]).toEqual([count(drawn, 1), count(drawn, 2)])
  })

  it('do not double when the study is linked again', async () => {
    const studyId = await link('twice')
    await labelOf(studyId)
    await link('twice')
    await link('twice')
    const { db } = pair.research
    await eventually(async () => {
      const jobs = await db
        .selectFrom('jobs.job')
        .select('state')
        .where('name', '=', 'on.study.linked.annotate')
        .execute()
      return jobs.every((one) => one['state'] === 'completed') ? true : undefined
    })
    expect((await labelOf(studyId)).versions).toHaveLength(1)
  })

  it('do not begin with a mask of another geometry: it is refused and shown', async () => {
    const studyId = await link('elsewhere', { mask: 'elsewhere' })
    const refused = await eventually(async () => {
      const listed = await clinician()(annotateEndpoints.refusedMasks, {})
      return listed.ok ? listed.value.find((one) => one.studyId === studyId) : undefined
    })
    expect(refused.reason.length).toBeGreaterThan(10)
    expect(refused.next).toContain('made on this series')
    expect(await clinician()(annotateEndpoints.labels, { query: { studyId } })).toMatchObject({ ok: true, value: [] })
  })

  it('become new versions by an edit: a DICOM SEG on the server with the reader as its author', async () => {
    const studyId = await link('edit')
    const label = await labelOf(studyId)
    const voxels = gunzipSync((await voxelsOf(label.id, 1)).bytes)
    const marked = voxels.indexOf(1)
    voxels[marked] = 2
    voxels[0] = 1
    const edited = await clinician()(annotateEndpoints.edit, {
      params: { labelId: label.id },
      body: { fromVersion: 1, voxelsGzipBase64: gzipSync(voxels).toString('base64'), comment: ' The border. ' },
    })
    expect(edited).toMatchObject({
      ok: true,
      value: {
        state: 'proposed',
        versions: [
          { version: 1, comment: '' },
          {
            version: 2,
            state: 'proposed',
            origin: 'browser',
            author: 'clin',
            changedVoxels: 2,
            comment: 'The border.',
          },
        ],
      },
    })
    expect(gunzipSync((await voxelsOf(label.id, 2)).bytes).equals(voxels)).toBe(true)
    await clinician()(annotateEndpoints.decide, {
      params: { labelId: label.id },
      body: { version: 2, decision: 'accepted' },
    })
    const accepted = (await pair.research.ports.port<LabelView>('annotate.labels').accepted(permitId)).find(
      (one) => one.studyId === studyId,
    )
    const { files } = pair.research.context('annotate')
    const seg = readDataset(await files.get(accepted?.sha256 ?? ''))
    const study = await pair.research.ports.port<LinkedView>('link.studies').study(studyId)
    const base = study && (await studyVolume(files, study))
    if (!seg.ok || !base?.ok) throw new Error('the accepted mask or its study cannot be read')
    expect(text(seg.dataset, tag('ContentCreatorName'))).toBe('clin')
    const read = readSegmentation(seg.dataset, base.volume)
    expect(read.ok && Buffer.from(read.labels).equals(voxels)).toBe(true)
  })

  it.each([
    [
      'has voxels of a structure that is not described',
      (voxels: Buffer) => voxels.fill(9, 0, 3),
      403,
      'another structure',
    ],
    ['does not fill the volume', (voxels: Buffer) => voxels.subarray(1), 403, 'not those of the study’s images'],
    ['marks nothing', (voxels: Buffer) => voxels.fill(0), 422, 'No voxel is marked'],
  ])('refuse an edit that %s, and nothing changes', async (what, change, status, why) => {
    const label = await labelOf(await link(`bad ${what}`))
    const voxels = change(gunzipSync((await voxelsOf(label.id, 1)).bytes))
    const answer = await clinician()(annotateEndpoints.edit, {
      params: { labelId: label.id },
      body: { fromVersion: 1, voxelsGzipBase64: gzipSync(voxels).toString('base64') },
    })
    expect(answer).toMatchObject({ ok: false, problem: { status, detail: expect.stringContaining(why) } })
    expect((await labelOf(label.studyId)).versions).toHaveLength(1)
  })

  it('are accepted or rejected by a person of the permit; the accepted one counts until another is accepted', async () => {
    const studyId = await link('decide')
    const label = await labelOf(studyId)
    const params = { labelId: label.id }
    const decide = (version: number, decision: 'accepted' | 'rejected', reason = '') =>
      clinician()(annotateEndpoints.decide, { params, body: { version, decision, reason } })
    const counted = async () =>
      (await pair.research.ports.port<LabelView>('annotate.labels').accepted(permitId))
        .filter((one) => one.studyId === studyId)
        .map((one) => one.version)
    expect(await decide(1, 'rejected')).toMatchObject({ ok: false, problem: { status: 422 } })
    expect(await decide(1, 'rejected', 'The tail is missing.')).toMatchObject({
      ok: true,
      value: {
        state: 'rejected',
        versions: [{ state: 'rejected', reason: 'The tail is missing.', decidedBy: 'clin' }],
      },
    })
    expect(await counted()).toEqual([])
    const voxels = gunzipSync((await voxelsOf(label.id, 1)).bytes)
    voxels[0] = 1
    const edit = () =>
      clinician()(annotateEndpoints.edit, {
        params,
        body: { fromVersion: 1, voxelsGzipBase64: gzipSync(voxels).toString('base64') },
      })
    expect(await edit()).toMatchObject({ ok: true, value: { state: 'proposed' } })
    expect(await decide(2, 'accepted')).toMatchObject({ ok: true, value: { state: 'accepted' } })
    voxels[1] = 1
    expect(await edit()).toMatchObject({ ok: true, value: { state: 'accepted' } })
    expect(await counted()).toEqual([2])
    expect(await decide(3, 'accepted')).toMatchObject({
      ok: true,
      value: { versions: [{ state: 'rejected' }, { state: 'superseded' }, { state: 'accepted' }] },
    })
    expect(await counted()).toEqual([3])
    expect(await decide(9, 'accepted')).toMatchObject({ ok: false, problem: { status: 404 } })
  })

  it('are decided by nobody whom the permit does not name: the gate says so and nothing changes', async () => {
    const label = await labelOf(await link('stranger'))
    const stranger = pair.research.as('stranger', ['clinician'])
    const answer = await stranger(annotateEndpoints.decide, {
      params: { labelId: label.id },
      body: { version: 1, decision: 'accepted' },
    })
    expect(answer).toMatchObject({
      ok: false,
      problem: { status: 403, findings: [{ rule: 'label.write/person-named' }] },
    })
    const many = await stranger(annotateEndpoints.acceptMany, { body: { permitId, reason: 'They look right to me.' } })
    expect(many).toMatchObject({ ok: false, problem: { findings: [{ rule: 'label.write/person-named' }] } })
    expect((await upload(label.studyId, maskOf('stranger'), 'stranger')).status).toBe(403)
    expect((await labelOf(label.studyId)).state).toBe('proposed')
  })

  it('can be uploaded as a DICOM SEG made elsewhere on the same series', async () => {
    const studyId = await link('upload', { mask: 'none' })
    const { status, body } = await upload(studyId, maskOf('upload'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'proposed', versions: [{ version: 1, origin: 'uploaded', author: 'clin' }] })
    // Whom the permit does not name reads that, and no word against a mask that fits.
    const others = await upload(studyId, maskOf('upload'), 'somebody else')
    expect(others).toMatchObject({
      status: 403,
      body: { findings: [{ rule: expect.stringContaining('label.write/') }] },
    })
    expect(others.body['detail']).toBe(
      (others.body['findings'] as { reason: string }[]).map((one) => one.reason).join(' '),
    )
    // The same file again is the same version.
    expect((await upload(studyId, maskOf('upload'))).body).toMatchObject({ versions: [{ version: 1 }] })
    expect((await upload(studyId, Buffer.from('no DICOM'))).status).toBe(422)
  })

  it('refuse an upload of another geometry, and show it', async () => {
    const studyId = await link('upload wrong', { mask: 'none' })
    const { status, body } = await upload(
      studyId,
      maskOf('upload other', (object) => {
        for (const keyword of ['PatientID', 'PatientName'] as const)
          object.set(tag(keyword), { vr: 'LO', strings: [testPseudonym('upload wrong')] })
      }),
    )
    expect(status).toBe(403)
    expect(body).toMatchObject({ findings: [{ rule: 'label.write/same-geometry' }] })
    const listed = await clinician()(annotateEndpoints.refusedMasks, {})
    expect(listed.ok && listed.value.filter((one) => one.studyId === studyId)).toHaveLength(1)
  })

  it('refuse an upload that names the patient, and keep nothing of it', async () => {
    const studyId = await link('upload named', { mask: 'none' })
    const file = maskOf('upload named', (object) =>
      object.set(tag('PatientName'), { vr: 'PN', strings: ['Lindø^Maja'] }),
    )
    const { status, body } = await upload(studyId, file)
    expect(status).toBe(422)
    expect(JSON.stringify(body)).toContain('PatientName')
    expect(JSON.stringify(body)).not.toContain('Lind')
    const { files } = pair.research.context('annotate')
    expect(await files.has((await import('node:crypto')).createHash('sha256').update(file).digest('hex'))).toBe(false)
  })

  it('of a published set can be accepted together, with a reason that stands at each', async () => {
    const permit = await sharedPermit(pair, { title: 'A published set' })
    const ids = await Promise.all(
      ['many 1', 'many 2', 'many 3'].map((seed) =>
        linkStudy(pair, { seed, permitId: permit.id, pseudonym: testPseudonym(seed) }),
      ),
    )
    for (const id of ids) await labelOf(id)
    const reason = 'Reference masks of a published set.'
    const done = await clinician()(annotateEndpoints.acceptMany, { body: { permitId: permit.id, reason } })
    expect(done).toMatchObject({ ok: true, value: { accepted: 3 } })
    for (const id of ids)
      expect((await labelOf(id)).versions).toMatchObject([{ state: 'accepted', reason, decidedBy: 'clin' }])
    expect(await clinician()(annotateEndpoints.acceptMany, { body: { permitId: permit.id, reason } })).toMatchObject({
      ok: true,
      value: { accepted: 0 },
    })
    const told = await pair.research.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'label.accepted' },
    })
    expect(told.ok && told.value.filter((one) => (one.payload as { reason: string }).reason === reason)).toHaveLength(3)
  })

  it('are closed with the permit', async () => {
    const permit = await sharedPermit(pair, { title: 'To be suspended' })
    const label = await labelOf(
      await linkStudy(pair, { seed: 'closed', permitId: permit.id, pseudonym: testPseudonym('closed') }),
    )
    expect((await voxelsOf(label.id, 1)).status).toBe(200)
    await pair.clinic.as('dpo', ['dpo'])(permitEndpoints.suspend, {
      params: { permitId: permit.id },
      body: { reason: 'for the test' },
    })
    await eventually(async () => {
      const read = await clinician()(permitEndpoints.read, { params: { permitId: permit.id } })
      return read.ok && read.value.state === 'suspended' ? true : undefined
    })
    expect((await voxelsOf(label.id, 1)).status).toBe(403)
    expect(
      await clinician()(annotateEndpoints.decide, {
        params: { labelId: label.id },
        body: { version: 1, decision: 'accepted' },
      }),
    ).toMatchObject({ ok: false, problem: { status: 403 } })
  })

  it('go with an erased person, their files too', async () => {
    const { linkEndpoints } = await import('@clic/contracts')
    const studyId = await link('gone')
    const label = await labelOf(studyId)
    await clinician()(annotateEndpoints.decide, {
      params: { labelId: label.id },
      body: { version: 1, decision: 'accepted' },
    })
    const accepted = (await pair.research.ports.port<LabelView>('annotate.labels').accepted(permitId)).find(
      (one) => one.studyId === studyId,
    )
    const erased = await pair.research.as('dpo', ['dpo'])(linkEndpoints.erase, {
      body: { permitId, pseudonym: testPseudonym('gone'), reason: 'The person asked for it.' },
    })
    expect(erased.ok).toBe(true)
    const { files } = pair.research.context('annotate')
    await eventually(async () => {
      const listed = await clinician()(annotateEndpoints.labels, { query: { studyId } })
      return listed.ok && listed.value.length === 0 && !(await files.has(accepted?.sha256 ?? '')) ? true : undefined
    })
    expect((await voxelsOf(label.id, 1)).status).toBe(404)
  })
})
