import { acquireEndpoints, governEndpoints, permitEndpoints, type StudyView } from '@clic/contracts'
import { readDataset, tag, text, writeFile } from '@clic/dicom'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, sendFiles, smallStudy, stow } from '../../testing/clinic-senders.ts'
import { eventually, type TestZone, testZone } from '../../testing/zones.ts'

describe('reception in the clinic', () => {
  let clinic: TestZone
  let port: number
  const engineer = () => clinic.as('engineer', ['data-engineer'])
  const studies = async () => {
    const listed = await engineer()(acquireEndpoints.studies, {})
    if (!listed.ok) throw new Error(listed.problem.detail)
    return listed.value
  }
  const studyOf = async (source: string) => (await studies()).filter((one) => one.source === source)

  beforeAll(async () => {
    clinic = await testZone('clinic', { modules: ['acquire'], settings: { acquire: { dicomPort: 0, quietMs: 200 } } })
    port = await dicomPort(clinic)
    for (const title of ['MR1', 'MR2', 'MR3']) await registerSender(clinic, title)
    await registerSender(clinic, 'WEB', { kind: 'stow' })
  })
  afterAll(() => clinic.close())

  it('keeps every byte that came by C-STORE and announces the study when its association is released', async () => {
    const study = smallStudy('whole')
    const answers = await sendFiles({ port, callingAe: 'MR1' }, study.files)
    expect(answers.every((one) => one.ok && one.status === 0)).toBe(true)
    const [row] = await eventually(async () => {
      const found = await studyOf('MR1')
      return found[0]?.complete ? found : undefined
    })
    expect(row).toMatchObject({
      instances: 4,
      series: 1,
      modalities: ['MR'],
      stages: [{ stage: 'received', state: 'done' }],
    })
    const received = await clinic.ports.port<StudyView>('acquire.studies').study(row?.id ?? '')
    const { files } = clinic.context('acquire')
    for (const object of received?.objects ?? []) {
      const kept = readDataset(await files.get(object.sha256))
      const sent = study.files
        .map((file) => readDataset(file))
        .find((one) => one.ok && text(one.dataset, tag('SOPInstanceUID')) === object.sopInstanceUid)
      expect(kept.ok && sent?.ok && kept.dataset).toEqual(sent?.ok && sent.dataset)
    }
    const page = await clinic.as('doctor', ['clinician'])(acquireEndpoints.study, {
      params: { studyId: row?.id ?? '' },
    })
    expect(page).toMatchObject({
      ok: true,
      value: {
        patient: {
          name: `${study.identity.given.join(' ')} ${study.identity.family}`,
          birthYear: study.identity.birthDate.slice(0, 4),
        },
        timeline: [{ stage: 'received', state: 'done' }],
      },
    })
    expect(JSON.stringify(page)).not.toContain(study.identity.cpr.replace('-', ''))
  })

  it('takes the same instance twice as one, and announces a study again when more of it comes', async () => {
    const study = smallStudy('later')
    const first = study.files.slice(0, 2)
    await sendFiles({ port, callingAe: 'MR2' }, [...first, ...first])
    const before = await eventually(async () =>
      (await studyOf('MR2')).find((one) => one.complete && one.instances === 2),
    )
    await sendFiles({ port, callingAe: 'MR2' }, study.files)
    await eventually(async () => (await studyOf('MR2')).find((one) => one.complete && one.instances === 4))
    expect(await studyOf('MR2')).toHaveLength(1)
    const ledger = await clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'study.received', kind: 'study', id: before.id },
    })
    expect(ledger.ok && ledger.value.map((one) => (one.payload as { objects: number }).objects)).toEqual([2, 2])
  })

  it('refuses other bytes under a UID that is taken, and keeps both', async () => {
    const study = smallStudy('conflict', { slices: 1 })
    const read = readDataset(study.files[0] as Uint8Array)
    if (!read.ok) throw new Error('unreadable')
    read.dataset.set(tag('SeriesDescription'), { vr: 'LO', strings: ['changed afterwards'] })
    const answers = await sendFiles({ port, callingAe: 'MR3' }, [...study.files, writeFile(read.dataset)])
    expect(answers[0]).toMatchObject({ ok: true, status: 0 })
    expect(answers[1]).toMatchObject({
      ok: false,
      problem: { kind: 'refused', status: 0xa900, comment: 'UID is taken by other bytes' },
    })
    const refused = await engineer()(acquireEndpoints.refusedObjects, {})
    expect(refused.ok && refused.value.filter((one) => one.source === 'MR3')).toMatchObject([
      { state: 'conflict', code: 'other-bytes' },
    ])
    expect(refused.ok && (await clinic.context('acquire').files.has(refused.value[0]?.sha256 ?? '0'.repeat(64)))).toBe(
      true,
    )
  })

  it('turns away an unknown sender and a wrong called title on the wire and on screen, and stores nothing', async () => {
    const before = await studies()
    await expect(sendFiles({ port, callingAe: 'STRANGER' }, smallStudy('stranger').files)).rejects.toThrow(
      /calling AE title not recognised/,
    )
    await expect(sendFiles({ port, callingAe: 'MR1', calledAe: 'PACS' }, smallStudy('stranger').files)).rejects.toThrow(
      /called AE title not recognised/,
    )
    await expect(sendFiles({ port, callingAe: 'WEB' }, smallStudy('stranger').files)).rejects.toThrow(
      /calling AE title not recognised/,
    )
    const refused = await eventually(async () => {
      const listed = await engineer()(acquireEndpoints.refusedReceptions, {})
      return listed.ok && listed.value.some((one) => one.calledAe === 'PACS') ? listed.value : undefined
    })
    expect(refused.find((one) => one.callingAe === 'STRANGER')).toMatchObject({
      way: 'dimse',
      reason: expect.stringContaining('No source is registered'),
      next: expect.stringContaining('registers the source'),
    })
    expect(refused.find((one) => one.calledAe === 'PACS')).toMatchObject({
      callingAe: 'MR1',
      reason: expect.stringContaining('AE title is “CLIC”'),
    })
    expect(await studies()).toHaveLength(before.length)
  })

  it('closes to a source whose standing permit is suspended or missing', async () => {
    const { permit } = await registerSender(clinic, 'MR9')
    await engineer()(acquireEndpoints.addSource, { body: { name: 'No permit', aeTitle: 'MR8', kind: 'dimse' } })
    await expect(sendFiles({ port, callingAe: 'MR8' }, smallStudy('none').files)).rejects.toThrow(/calling AE title/)
    await clinic.as('dpo', ['dpo'])(permitEndpoints.suspend, {
      params: { permitId: permit.id },
      body: { reason: 'for the test' },
    })
    await expect(sendFiles({ port, callingAe: 'MR9' }, smallStudy('none').files)).rejects.toThrow(/calling AE title/)
    const listed = await engineer()(acquireEndpoints.refusedReceptions, {})
    expect(listed.ok && listed.value.find((one) => one.callingAe === 'MR9')?.reason).toContain(
      'the permit is suspended',
    )
    const decisions = await clinic.as('auditor', ['auditor'])(governEndpoints.decisions, {
      query: { gate: 'study.receive', open: 'false' },
    })
    expect(decisions.ok && decisions.value[0]?.findings.map((one) => one.rule)).toContain('study.receive/permit-active')
  })

  it('takes STOW-RS, announces when it is quiet, and answers QIDO-RS without a patient', async () => {
    const study = smallStudy('web')
    const answer = await stow(clinic, 'WEB', study.files)
    expect(answer.status).toBe(200)
    const row = await eventually(async () => (await studyOf('WEB')).find((one) => one.complete))
    expect(row.instances).toBe(4)
    const found = await fetch(`${clinic.url}/dicomweb/studies?StudyInstanceUID=${study.studyInstanceUid}`, {
      headers: { authorization: `Bearer ${await clinic.token('e', ['data-engineer'])}` },
    })
    const json = (await found.json()) as Record<string, { Value: unknown[] }>[]
    expect(json).toHaveLength(1)
    expect(json[0]).toMatchObject({ '0020000D': { Value: [study.studyInstanceUid] }, '00201208': { Value: [4] } })
    expect(JSON.stringify(json)).not.toContain(study.identity.family)
  })

  it('keeps broken objects apart with their reason and stores the others', async () => {
    const study = smallStudy('broken', { slices: 3 })
    const [first, second, third] = study.files as [Uint8Array, Uint8Array, Uint8Array]
    const read = readDataset(third)
    if (!read.ok) throw new Error('unreadable')
    read.dataset.delete(tag('StudyInstanceUID'))
    const noStudy = writeFile(read.dataset)
    const short = readDataset(third)
    if (!short.ok) throw new Error('unreadable')
    short.dataset.set(tag('Rows'), { vr: 'US', numbers: [46] })
    const answer = await stow(clinic, 'WEB', [
      first,
      second.subarray(0, second.length - 100),
      Buffer.from('Dette er en tekstfil.'),
      noStudy,
      writeFile(short.dataset),
    ])
    expect(answer.status).toBe(202)
    const json = (await answer.json()) as Record<string, { Value: Record<string, { Value: string[] }>[] }>
    expect(json['00081199']?.Value).toHaveLength(1)
    expect(json['0008119A']?.Value.map((one) => one['00000902']?.Value[0])).toEqual([
      expect.stringContaining('bytes long'),
      expect.stringContaining('not DICOM'),
    ])
    expect(json['00081198']?.Value.map((one) => one['00000902']?.Value[0])).toEqual([
      expect.stringContaining('StudyInstanceUID'),
      expect.stringContaining('the header describes'),
    ])
    const listed = await engineer()(acquireEndpoints.refusedObjects, {})
    const codes = listed.ok
      ? listed.value.filter((one) => one.source === 'WEB').map((one) => [one.position, one.code])
      : []
    expect(codes.sort()).toEqual([
      [2, 'truncated'],
      [3, 'not-dicom'],
      [4, 'no-uid'],
      [5, 'pixel-data'],
    ])
    await eventually(async () => (await studyOf('WEB')).find((one) => one.complete && one.instances === 1))
  })

  it('refuses a study under another patient, and objects outside the study of the address', async () => {
    const study = smallStudy('mixed', { slices: 2 })
    const read = readDataset(study.files[1] as Uint8Array)
    if (!read.ok) throw new Error('unreadable')
    read.dataset.set(tag('PatientID'), { vr: 'LO', strings: ['999999-9999'] })
    const answer = await stow(clinic, 'WEB', [study.files[0] as Uint8Array, writeFile(read.dataset)])
    expect(answer.status).toBe(202)
    const elsewhere = await stow(clinic, 'WEB', [study.files[1] as Uint8Array], { path: '/dicomweb/studies/1.2.3' })
    expect(elsewhere.status).toBe(409)
    const listed = await engineer()(acquireEndpoints.refusedObjects, {})
    expect(listed.ok && listed.value.slice(0, 2).map((one) => one.code)).toEqual(['other-study', 'other-patient'])
  })

  it('stores nothing of an object whose transfer is cut, and the sender’s retry is taken', async () => {
    const { openAssociation } = await import('@clic/dicom')
    const study = smallStudy('cut', { slices: 1, side: 700 })
    const file = Buffer.from(study.files[0] as Uint8Array)
    const context = { sopClassUid: '1.2.840.10008.5.1.4.1.1.4', transferSyntax: '1.2.840.10008.1.2.1' }
    const opened = await openAssociation({
      host: '127.0.0.1',
      port,
      callingAe: 'MR1',
      calledAe: 'CLIC',
      contexts: [context],
    })
    if (!opened.ok) throw new Error(opened.problem.message)
    const sending = opened.association.store(file)
    opened.association.abort()
    expect((await sending).ok).toBe(false)
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from acquire.study where study_instance_uid = ${study.studyInstanceUid}`.execute(
      clinic.db,
    )
    expect(rows[0]?.n).toBe(0)
    expect((await sendFiles({ port, callingAe: 'MR1' }, [file]))[0]).toMatchObject({ ok: true })
  })

  it('lets only those act whom the table names', async () => {
    const attempts = await Promise.all([
      clinic.as('x', ['developer'])(acquireEndpoints.studies, {}),
      clinic.as('x', ['clinician'])(acquireEndpoints.sources, {}),
      clinic.as('x', ['clinician'])(acquireEndpoints.addSource, {
        body: { name: 'Mine', aeTitle: 'MINE', kind: 'dimse' },
      }),
      clinic.as('x', ['auditor'])(acquireEndpoints.refusedObjects, {}),
    ])
    expect(attempts.map((one) => !one.ok && one.problem.status)).toEqual([403, 403, 403, 403])
    expect(
      (await stow(clinic, 'WEB', smallStudy('role').files, { token: await clinic.token('x', ['clinician']) })).status,
    ).toBe(403)
    expect((await fetch(`${clinic.url}/dicomweb/studies`)).status).toBe(401)
  })

  it('refuses a second source under one title, and a title that is none', async () => {
    const twice = await engineer()(acquireEndpoints.addSource, {
      body: { name: 'Again', aeTitle: 'MR1', kind: 'dimse' },
    })
    expect(twice).toMatchObject({ ok: false, problem: { status: 409 } })
    const long = await engineer()(acquireEndpoints.addSource, {
      body: { name: 'Long', aeTitle: 'A'.repeat(17), kind: 'dimse' },
    })
    expect(long).toMatchObject({ ok: false, problem: { status: 400, detail: expect.stringContaining('16') } })
  })
})
