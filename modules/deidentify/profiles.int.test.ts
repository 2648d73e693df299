import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  authority,
  deidentifyEndpoints,
  governEndpoints,
  type LinkedView,
  permitEndpoints,
  profileEndpoints,
  type ReplyOf,
} from '@clic/contracts'
import { profileHash, readProfile, researchProfile } from '@clic/deidentification'
import { type Dataset, readDataset, tag, writeFile } from '@clic/dicom'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallStudy } from '../../testing/clinic-senders.ts'
import { type LeavingStudies, leavingStudies } from '../../testing/leaving-studies.ts'
import { grantPermit } from '../../testing/permits.ts'
import { eventually } from '../../testing/zones.ts'
import { findTags } from './find-tags.ts'

type Detail = ReplyOf<typeof deidentifyEndpoints.profile>
type Preview = ReplyOf<typeof profileEndpoints.preview>

const dumpIsMissing = spawnSync('dcmdump', ['--version']).error !== undefined
const description = '00081030'
const must = <T>(answer: { ok: true; value: T } | { ok: false; problem: { detail: string } }): T => {
  if (!answer.ok) throw new Error(answer.problem.detail)
  return answer.value
}

describe('a de-identification profile', () => {
  let way: LeavingStudies
  let studyId = ''
  let permitId = ''
  const engineer = () => way.clinic.as('engineer', ['data-engineer'])
  const steward = () => way.clinic.as('steward', ['data-steward'])
  const dpo = () => way.clinic.as('dpo', ['dpo'])
  // Without a look at the pixels: what says that text is burned in stays.
  const options = { ...researchProfile().options, cleanPixelData: false }
  const document = (version: string, more: object = {}) => ({
    ...researchProfile(),
    name: 'ours',
    version,
    options,
    ...more,
  })
  const draft = async (version: string, more: object = {}) =>
    must(await engineer()(profileEndpoints.draft, { body: { document: document(version, more) } }))
  const submit = async (one: Detail) =>
    must(
      await engineer()(profileEndpoints.submit, {
        params: { profileId: one.id },
        body: { reason: 'Descriptions are written by hand here.', was: one.hash },
      }),
    )
  const released = async (version: string, more: object = {}) => {
    const one = await submit(await draft(version, more))
    return must(await steward()(profileEndpoints.release, { params: { profileId: one.id } }))
  }
  const ledger = async (action: string) =>
    must(await way.clinic.as('auditor', ['auditor'])(governEndpoints.ledger, { query: { action, limit: 100 } }))
  const db = () => way.clinic.db
  const study = smallStudy('profiles', { slices: 2, description: 'MR knee, sent by Ørskov' })

  beforeAll(async () => {
    way = await leavingStudies(['MR1', 'MR2'])
    await way.send('MR1', [...study.files.map(nested), burnedIn(study.files[0] as Uint8Array)])
    studyId = await eventually(async () => (await way.studies('MR1'))[0])
    permitId = (await grantPermit(way.clinic, { title: 'Knees' })).id
  })
  afterAll(() => way?.close())

  it('is drafted, submitted and released by a second person; who wrote it is refused, and the ledger holds every step', async () => {
    const first = await draft('1', { overrides: { [description]: 'remove' } })
    expect(first).toMatchObject({ state: 'draft', authors: [{ id: 'engineer' }], assignments: 0 })
    const both = way.clinic.as('both', ['data-engineer', 'data-steward'])
    const better = document('1', { overrides: { [description]: 'remove' }, reasons: { [description]: 'By hand.' } })
    const saved = must(
      await both(profileEndpoints.save, {
        params: { profileId: first.id },
        body: { document: better, was: first.hash },
      }),
    )
    expect(saved.hash).not.toBe(first.hash)
    const submitted = await submit(saved)
    expect(submitted).toMatchObject({ state: 'submitted', submitted: { by: { id: 'engineer' } } })
    const own = await both(profileEndpoints.release, { params: { profileId: first.id } })
    expect(own).toMatchObject({ ok: false, problem: { findings: [{ rule: 'profile.release/four-eyes' }] } })
    const submitter = await way.clinic.as('engineer', ['dpo'])(profileEndpoints.release, {
      params: { profileId: first.id },
    })
    expect(submitter).toMatchObject({ ok: false, problem: { findings: [{ rule: 'profile.release/four-eyes' }] } })
    expect(await engineer()(profileEndpoints.release, { params: { profileId: first.id } })).toMatchObject({
      ok: false,
      problem: { status: 403 },
    })
    const done = must(await steward()(profileEndpoints.release, { params: { profileId: first.id } }))
    expect(done).toMatchObject({ state: 'released', hash: saved.hash, decided: { by: { id: 'steward' } } })
    for (const action of ['drafted', 'saved', 'submitted', 'released'])
      expect((await ledger(`profile.${action}`)).map((one) => one.subject.id)).toContain(first.id)
    expect((await ledger('gate.refused')).filter((one) => one.subject.id === first.id)).toHaveLength(2)
  })

  it('does not change once it is submitted, by any call or in the database, and nobody overwrites what they have not read', async () => {
    const one = await draft('2')
    const other = { document: document('2', { description: 'Another one.' }), was: 'a'.repeat(64) }
    const params = { profileId: one.id }
    expect(await engineer()(profileEndpoints.save, { params, body: other })).toMatchObject({
      problem: { type: 'urn:clic:problem:profile-changed' },
    })
    await submit(one)
    for (const answer of [
      await engineer()(profileEndpoints.save, { params, body: { ...other, was: one.hash } }),
      await engineer()(profileEndpoints.submit, { params, body: { reason: 'Once more, please.', was: one.hash } }),
      await engineer()(profileEndpoints.discard, { params }),
    ])
      expect(answer).toMatchObject({ problem: { type: 'urn:clic:problem:profile-fixed' } })
    await expect(sql`update deidentify.profile set state = 'draft' where id = ${one.id}`.execute(db())).rejects.toThrow(
      'a profile that was submitted is not changed',
    )
    await expect(sql`delete from deidentify.profile where id = ${one.id}`.execute(db())).rejects.toThrow('only a draft')
    await expect(
      sql`update deidentify.profile set state = 'released', decided = '{"by":{"id":"engineer"}}' where id = ${one.id}`.execute(
        db(),
      ),
    ).rejects.toThrow('profile_four_eyes')
    const refused = must(await dpo()(profileEndpoints.refuse, { params, body: { reason: 'Too much of it is kept.' } }))
    expect(refused).toMatchObject({ state: 'refused', decided: { reason: 'Too much of it is kept.' } })
    expect(await steward()(profileEndpoints.release, { params })).toMatchObject({
      problem: { findings: [{ rule: 'profile.release/submitted' }] },
    })
  })

  it('is refused with its reason for what it cannot do, and its version is given once', async () => {
    const said = async (more: object) => {
      const answer = await engineer()(profileEndpoints.draft, { body: { document: document('3', more) } })
      return answer.ok ? 'taken' : answer.problem.detail
    }
    expect(await said({ overrides: { '00091010': 'keep' } })).toContain('is private')
    expect(await said({ overrides: { '0008FFFF': 'keep' } })).toContain('no element that the standard knows')
    expect(await said({ options: { retainEverything: true } })).toContain('no option “retainEverything”')
    expect(await said({ options: { retainLongFullDates: true, retainLongModifiedDates: true } })).toContain('at once')
    expect(await said({ version: 'a version' })).toContain('1 to 32 letters')
    const one = await draft('3')
    expect(await said({})).toContain('There is a version 3 of “ours” already.')
    expect(must(await engineer()(profileEndpoints.discard, { params: { profileId: one.id } }))).toEqual({
      discarded: true,
    })
    expect(await said({})).toBe('taken')
  })

  it('is not released when it keeps what names the patient, or an override without a reason', async () => {
    const one = await submit(await draft('4', { overrides: { '00100010': 'keep', [description]: 'remove' } }))
    const answer = await steward()(profileEndpoints.release, { params: { profileId: one.id } })
    if (answer.ok) throw new Error('it was released')
    expect(answer.problem.findings?.map((finding) => finding.rule)).toEqual([
      'profile.release/no-identifier-kept',
      'profile.release/reasons-given',
    ])
    expect(answer.problem.detail).toContain('PatientName')
    expect(answer.problem.detail).toContain('StudyDescription')
  })

  it('is the same document and the same digest as a file, and is compared with another version tag by tag', async () => {
    const one = await draft('5', { overrides: { [description]: 'remove' }, reasons: { [description]: 'By hand.' } })
    const exported = must(await engineer()(profileEndpoints.exported, { params: { profileId: one.id } }))
    const read = readProfile(JSON.parse(JSON.stringify(exported)))
    if (!read.ok) throw new Error(read.problem.message)
    expect(profileHash(read.profile)).toBe(one.hash)
    const folder = mkdtempSync(join(tmpdir(), 'clic-profile-'))
    writeFileSync(join(folder, 'profile.json'), JSON.stringify(exported, null, 2))
    writeFileSync(join(folder, 'in.dcm'), study.files[0] as Uint8Array)
    const ran = spawnSync(
      process.execPath,
      ['apps/cli/src/main.ts', 'deidentify', join(folder, 'in.dcm'), join(folder, 'out')].concat(
        ['--profile', join(folder, 'profile.json'), '--key', join(folder, 'key.json')],
        ['--proof', join(folder, 'proof.jsonl')],
      ),
      { encoding: 'utf8' },
    )
    expect(ran.stdout).toContain('1 released')
    rmSync(folder, { recursive: true })
    const [research] = must(await engineer()(deidentifyEndpoints.profiles, {})).filter((it) => it.name === 'research')
    const changes = must(
      await engineer()(profileEndpoints.compare, { params: { profileId: one.id, otherId: research?.id ?? '' } }),
    )
    expect(changes).toMatchObject({
      options: [{ option: 'cleanPixelData', from: true, to: false }],
      overrides: [{ tag: description, keyword: 'StudyDescription', from: null, to: 'remove', reason: 'By hand.' }],
      tags: [{ tag: description, from: 'redact', to: 'remove' }],
    })
  })

  it('is tried on a real object: before and after of each element, the rule, and nothing of it in the ledger', async () => {
    const objects = must(await engineer()(profileEndpoints.previewObjects, { params: { studyId } }))
    expect(objects).toHaveLength(3)
    const preview = (sha256: string | undefined) =>
      engineer()(profileEndpoints.preview, {
        body: { document: document('6', { overrides: { [description]: 'empty' } }), permitId, studyId, sha256 },
      })
    const seen = must(await preview(objects[0]?.sha256))
    const row = (number: string) => seen.rows.find((one) => one.tag === number && one.depth === 0)
    expect(row('00100010')?.before?.text).toBe(study.identity.name)
    expect(row('00100010')?.after?.text).toMatch(/^P-/)
    expect(row(description)).toMatchObject({ outcome: 'emptied', rule: { by: 'override', action: 'empty' } })
    expect(seen.counts.removed).toBeGreaterThan(0)
    const quarantined = must(await preview(objects[2]?.sha256))
    expect(quarantined).toMatchObject({ status: 'quarantined', rows: [], kept: { code: 'look-burned-in' } })
    const events = await ledger('profile.previewed')
    expect(events[0]).toMatchObject({ actor: 'engineer', subject: { kind: 'study', id: studyId } })
    const everything = JSON.stringify(events)
    for (const secret of [study.identity.family, study.identity.cpr, study.identity.cpr.replace('-', '')])
      expect(everything).not.toContain(secret)
    expect(await preview('b'.repeat(64))).toMatchObject({ problem: { status: 404 } })
  })

  it('is tried only by those who may see identified studies, under the active permit of a project', async () => {
    const body = { document: document('6'), permitId, studyId }
    for (const role of authority['profile.preview'].roles) expect(authority['study.read'].roles).toContain(role)
    expect(await steward()(profileEndpoints.preview, { body })).toMatchObject({ problem: { status: 403 } })
    expect(await way.clinic.as('auditor', ['auditor'])(profileEndpoints.preview, { body })).toMatchObject({
      problem: { status: 403 },
    })
    const suspended = await grantPermit(way.clinic, { title: 'Suspended' })
    must(
      await dpo()(permitEndpoints.suspend, { params: { permitId: suspended.id }, body: { reason: 'for this test' } }),
    )
    const before = (await ledger('profile.previewed')).length
    expect(await engineer()(profileEndpoints.preview, { body: { ...body, permitId: suspended.id } })).toMatchObject({
      problem: { status: 403 },
    })
    expect((await ledger('profile.previewed')).length).toBe(before)
  })

  it.skipIf(dumpIsMissing)(
    'shows before the release exactly what dcmdump reads in the object that left by it afterwards (skipped where dcmtk is missing)',
    async () => {
      const one = await released('7', {
        overrides: { [description]: 'remove' },
        reasons: { [description]: 'By hand here.' },
      })
      const objects = must(await engineer()(profileEndpoints.previewObjects, { params: { studyId } }))
      const previews: Preview[] = []
      const project = await grantPermit(way.clinic, { title: 'Leaves by ours' })
      for (const object of objects.slice(0, 2))
        previews.push(
          must(
            await engineer()(profileEndpoints.preview, {
              body: { document: one.document, permitId: project.id, studyId, sha256: object.sha256 },
            }),
          ),
        )
      must(
        await engineer()(deidentifyEndpoints.addAssignment, {
          body: {
            permitId: project.id,
            sourceId: way.sourceId('MR1'),
            profileId: one.id,
            sampling: { limit: 'none', every: 0 },
          },
        }),
      )
      await way.run(project.id, ['left', 'quarantined'])
      const proofs = must(await engineer()(deidentifyEndpoints.proofs, { params: { studyId } }))
      expect(new Set(proofs.map((proof) => proof.profile.hash))).toEqual(new Set([one.hash]))
      const there = await eventually(async () => {
        const [linked] = await way.research.ports.port<LinkedView>('link.studies').studies(project.id)
        return linked?.series.flatMap((series) => series.objects)
      })
      expect(new Set(there.map((object) => object.sha256))).toEqual(new Set(previews.map((seen) => seen.outputSha256)))
      for (const seen of previews) {
        const bytes = await way.research.context('link').files.get(seen.outputSha256 ?? '')
        const shown = seen.rows
          .filter((row) => row.after !== null && !row.tag.startsWith('0002'))
          .map(
            (row) => `${row.depth} ${row.tag} ${row.after?.digest || row.after?.items !== null ? '' : row.after?.text}`,
          )
        expect(shown.sort()).toEqual(dumped(bytes).sort())
      }
    },
  )

  it('is used by an assignment only when it is released; another version takes over, and a retired one closes the gate', async () => {
    const params = (one: Detail) => ({ params: { profileId: one.id } })
    const project = await grantPermit(way.clinic, { title: 'Versions' })
    const assign = (profileId: string) =>
      engineer()(deidentifyEndpoints.addAssignment, {
        body: {
          permitId: project.id,
          sourceId: way.sourceId('MR2'),
          profileId,
          sampling: { limit: 'none', every: 0 },
        },
      })
    const old = await submit(await draft('8'))
    expect(await assign(old.id)).toMatchObject({ problem: { type: 'urn:clic:problem:profile-state' } })
    must(await steward()(profileEndpoints.release, params(old)))
    const assignment = must(await assign(old.id))
    expect(assignment.profile).toEqual({ name: 'ours', version: '8' })
    must(await dpo()(profileEndpoints.retire, { ...params(old), body: { reason: 'A newer one is there.' } }))
    await way.send('MR2', smallStudy('retired', { slices: 1 }).files)
    expect((await way.run(project.id, ['refused'])).reason).toContain('the profile is retired')
    expect(await assign(old.id)).toMatchObject({ problem: { type: 'urn:clic:problem:profile-state' } })
    const newer = await released('9')
    const change = { params: { assignmentId: assignment.id }, body: { permitId: project.id, profileId: newer.id } }
    expect(must(await engineer()(profileEndpoints.changeAssignment, change)).profile.version).toBe('9')
    const [run] = (await way.progress()).runs.filter((one) => one.permitId === project.id)
    must(await engineer()(deidentifyEndpoints.retry, { body: { permitId: project.id, studyId: run?.studyId ?? '' } }))
    expect((await way.run(project.id, ['left'])).reason).toBeNull()
    const elsewhere = await engineer()(profileEndpoints.changeAssignment, {
      params: { assignmentId: assignment.id },
      body: { permitId, profileId: newer.id },
    })
    expect(elsewhere).toMatchObject({ problem: { status: 404 } })
  })
})

describe('the search for an element', () => {
  it('finds it by number, keyword and name, and says where no rule of its own is possible', () => {
    for (const search of [
      '00100010',
      '0010,0010',
      '(0010,0010)',
      'PatientName',
      'patient name',
      "Patient's Name".replace("'s", ''),
    ])
      expect(findTags(search, 5)[0], search).toMatchObject({ tag: '00100010', keyword: 'PatientName', code: 'Z' })
    expect(findTags('SOPInstanceUID', 5)[0]?.fixed).toContain('needed to read')
    expect(findTags('description', 100).length).toBeGreaterThan(20)
    expect(findTags('no such element', 5)).toEqual([])
  })
})

/** With a sequence in a sequence that says a name, and a private block. */
function nested(bytes: Uint8Array): Uint8Array {
  const read = readDataset(bytes)
  if (!read.ok) throw new Error(read.problem.message)
  const code: Dataset = new Map([[tag('CodeMeaning'), { vr: 'LO', strings: ['MR of the knee'] }]])
  const request: Dataset = new Map([
    [tag('ScheduledProcedureStepDescription'), { vr: 'LO', strings: ['Knee, Ørskov asks'] }],
  ])
  request.set(tag('ScheduledProtocolCodeSequence'), { vr: 'SQ', items: [code] })
  read.dataset.set(tag('RequestAttributesSequence'), { vr: 'SQ', items: [request] })
  read.dataset.set(0x00091001, { vr: 'LO', strings: ['a private note'] })
  return writeFile(read.dataset)
}

function burnedIn(bytes: Uint8Array): Uint8Array {
  const read = readDataset(bytes)
  if (!read.ok) throw new Error(read.problem.message)
  read.dataset.set(tag('BurnedInAnnotation'), { vr: 'CS', strings: ['YES'] })
  read.dataset.set(tag('SOPInstanceUID'), { vr: 'UI', strings: ['2.25.98765'] })
  return writeFile(read.dataset)
}

/** Every element that dcmdump prints: depth, tag, value; nothing for sequences and bulk values. */
function dumped(bytes: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'clic-dump-'))
  const file = join(folder, 'object.dcm')
  writeFileSync(file, bytes)
  const { stdout } = spawnSync('dcmdump', ['-q', '+L', '-Un', file], { encoding: 'latin1' })
  rmSync(folder, { recursive: true })
  return stdout.split('\n').flatMap((line) => {
    const found = /^( *)\(([0-9a-f]{4}),([0-9a-f]{4})\) ([A-Za-z]{2}) (.*?) +# +\S+, ?\d+ /.exec(line)
    if (!found || found[2] === '0002' || found[2] === 'fffe') return []
    const [, indent = '', group, element, vr = '', value = ''] = found
    const text = value.startsWith('[') ? value.slice(1, -1) : value.startsWith('(no value') ? '' : value
    const shown = /^(SQ|O[BWDFLV]|UN|ox|pi)$/.test(vr) ? '' : text
    return [`${indent.length / 4} ${`${group}${element}`.toUpperCase()} ${shown.trimEnd()}`]
  })
}
