import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { annotateEndpoints, governEndpoints, type LabelView, linkEndpoints } from '@clic/contracts'
import { type Dataset, number, readDataset, tag, text } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dciodvfyErrors, has, highdicomOnSource } from '../../testing/independent-readers.ts'
import {
  linkObjects,
  linkStudy,
  phantomStructures,
  sharedPermit,
  smallPhantom,
  testPseudonym,
} from '../../testing/linked-studies.ts'
import { danishIdentity, enhancedFrom, identifiedStudy, ultrasound } from '../../testing/make-dicom/index.ts'
import { pythonIsMissing } from '../../testing/runtime.ts'
import { type TestPair, testPair } from '../../testing/zones.ts'

const structures = [
  { number: 1, label: 'anterior hippocampus' },
  { number: 2, label: 'posterior hippocampus' },
]

describe('a study without a mask', () => {
  let pair: TestPair
  let permitId: string
  let folder: string
  const clinician = () => pair.research.as('clin', ['clinician'])
  const link = (seed: string) => linkStudy(pair, { seed, permitId, pseudonym: testPseudonym(seed), mask: 'none' })
  const start = (studyId: string, of = structures, name = 'clin') =>
    pair.research.as(name, ['clinician'])(annotateEndpoints.start, { params: { studyId }, body: { structures: of } })
  const save = (labelId: string, voxels: Uint8Array, fromVersion = 1) =>
    clinician()(annotateEndpoints.edit, {
      params: { labelId },
      body: { fromVersion, voxelsGzipBase64: gzipSync(voxels).toString('base64') },
    })
  const accept = (labelId: string, version: number) =>
    clinician()(annotateEndpoints.decide, { params: { labelId }, body: { version, decision: 'accepted' } })
  const get = async (path: string, name = 'clin') => {
    const answer = await fetch(`${pair.research.url}${path}`, {
      headers: { authorization: `Bearer ${await pair.research.token(name, ['clinician'])}` },
    })
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers }
  }
  /** Starts, marks voxels, saves and accepts; the DICOM SEG as it is exported, on disk. */
  const drawn = async (studyId: string, mark: (voxels: Uint8Array) => void) => {
    const started = await start(studyId)
    if (!started.ok) throw new Error(started.problem.detail)
    const labelId = started.value.id
    const empty = gunzipSync((await get(`/api/labels/${labelId}/versions/1/voxels`)).bytes)
    mark(empty)
    const saved = await save(labelId, empty)
    if (!saved.ok) throw new Error(saved.problem.detail)
    expect(await accept(labelId, 2)).toMatchObject({ ok: true, value: { state: 'accepted' } })
    const { bytes } = await get(`/api/labels/${labelId}/versions/2/segmentation`)
    const path = join(folder, `${labelId}.dcm`)
    writeFileSync(path, bytes)
    const read = readDataset(bytes)
    if (!read.ok) throw new Error(read.problem.message)
    return { path, seg: read.dataset, labelId }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'clic-masks-'))
    pair = await testPair({ research: { modules: ['link', 'annotate'] } })
    permitId = (await sharedPermit(pair)).id
  })
  afterAll(async () => {
    await pair.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('gets an empty first version of the person who started it, with its structures, and it is in the ledger', async () => {
    const studyId = await link('start')
    const started = await start(studyId)
    expect(started).toMatchObject({
      ok: true,
      value: {
        studyId,
        state: 'proposed',
        versions: [{ version: 1, state: 'proposed', author: 'clin', origin: 'started', changedVoxels: null }],
      },
    })
    if (!started.ok) return
    expect(started.value.versions[0]?.segments).toEqual(structures.map((one) => ({ ...one, voxels: 0 })))
    const told = await pair.research.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'label.proposed' },
    })
    expect(
      told.ok && told.value.filter((one) => one.subject.id === started.value.id).map((one) => one.payload),
    ).toMatchObject([{ version: 1, origin: 'started' }])
  })

  it('is drawn, saved and accepted as an edited mask is, and exported as DICOM SEG', async () => {
    const studyId = await link('draw')
    const { seg, path } = await drawn(studyId, (voxels) => {
      voxels.fill(1, 0, 7)
      voxels.fill(2, 600, 611)
    })
    expect(text(seg, tag('ContentCreatorName'))).toBe('clin')
    if (has('dciodvfy')) expect(dciodvfyErrors(path)).toEqual([])
    const accepted = await pair.research.ports.port<LabelView>('annotate.labels').accepted(permitId)
    expect(accepted.find((one) => one.studyId === studyId)).toMatchObject({ version: 2, author: 'clin' })
  })

  it('is not accepted empty: it says nothing yet', async () => {
    const started = await start(await link('empty'))
    if (!started.ok) throw new Error(started.problem.detail)
    expect(await accept(started.value.id, 1)).toMatchObject({
      ok: false,
      problem: { status: 422, title: 'The mask is empty' },
    })
  })

  it('is started once, also when two start it at the same moment; one that has a mask keeps it', async () => {
    const studyId = await link('two')
    const both = await Promise.all([start(studyId), start(studyId)])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(await start(studyId)).toMatchObject({ ok: false, problem: { status: 409 } })
    const listed = await clinician()(annotateEndpoints.labels, { query: { studyId } })
    expect(listed.ok && listed.value[0]?.versions).toHaveLength(1)
  })

  it('is started by nobody whom the permit does not name, and nothing is kept', async () => {
    const studyId = await link('stranger')
    expect(await start(studyId, structures, 'stranger')).toMatchObject({
      ok: false,
      problem: { status: 403, findings: [{ rule: 'label.write/person-named' }] },
    })
    expect(await clinician()(annotateEndpoints.labels, { query: { studyId } })).toMatchObject({ ok: true, value: [] })
  })

  it.each([
    [
      'of the same name',
      [
        { number: 1, label: 'a' },
        { number: 2, label: 'A' },
      ],
    ],
    [
      'of the same number',
      [
        { number: 1, label: 'a' },
        { number: 1, label: 'b' },
      ],
    ],
    ['named like a person number', [{ number: 1, label: '310299-9999' }]],
  ])('takes no structures %s', async (what, of) => {
    const studyId = await link(`bad ${what}`)
    expect(await start(studyId, of)).toMatchObject({ ok: false, problem: { status: 422 } })
    expect(await clinician()(annotateEndpoints.labels, { query: { studyId } })).toMatchObject({ ok: true, value: [] })
  })

  it('offers the structures of the masks of its project to choose from', async () => {
    const permit = await sharedPermit(pair, { title: 'A project of its own' })
    const one = (seed: string) =>
      linkStudy(pair, { seed, permitId: permit.id, pseudonym: testPseudonym(seed), mask: 'none' })
    const [first, second] = [await one('sets 1'), await one('sets 2')]
    const sets = (studyId: string) => clinician()(annotateEndpoints.sets, { params: { studyId } })
    expect(await sets(second)).toMatchObject({ ok: true, value: [] })
    await start(first)
    expect(await sets(second)).toEqual({ ok: true, value: [{ from: 'masks', name: '', structures }] })
  })

  describe('of an enhanced multi-frame series', () => {
    let studyId: string
    let object: Dataset
    const dims = [20, 28, 10] as const
    const size = dims[0] * dims[1]

    beforeAll(async () => {
      const made = identifiedStudy({
        ...smallPhantom('enhanced'),
        seed: 'enhanced',
        identity: danishIdentity('enhanced'),
        structures: phantomStructures,
        description: 'MR',
        bodyPart: 'BRAIN',
      })
      // The frames are stored from head to foot: the order of places is the other way round.
      object = enhancedFrom([...made.images].reverse(), 'enhanced')
      studyId = await linkObjects(pair, { permitId, pseudonym: testPseudonym('enhanced'), objects: [object] })
    })

    it('is a volume whose slices are the frames sorted by position, and each frame comes decoded', async () => {
      const volume = await clinician()(linkEndpoints.volume, { params: { studyId } })
      if (!volume.ok) throw new Error(volume.problem.detail)
      expect(volume.value).toMatchObject({
        dims: [...dims],
        frames: { numbers: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], samples: 1, bits: 16 },
      })
      expect(volume.value.stack).toBeUndefined()
      const { bytes, headers } = await get(
        `/api/linked-studies/${studyId}/objects/${volume.value.slices[0]}/frames?from=9&count=5`,
      )
      expect(headers.get('x-clic-sha256')).toHaveLength(64)
      const stored = object.get(tag('PixelData'))?.bytes ?? new Uint8Array()
      expect(bytes.equals(Buffer.from(stored.subarray(9 * size * 2)))).toBe(true)
    })

    it.skipIf(pythonIsMissing)('has a mask whose frames highdicom finds on the right source frames', async () => {
      const { path } = await drawn(studyId, (voxels) => {
        // Slices 0 and 3 of the volume are frames 10 and 7 of the object.
        voxels.fill(1, 0, 5)
        voxels.fill(2, 3 * size, 3 * size + 9)
      })
      if (has('dciodvfy')) expect(dciodvfyErrors(path)).toEqual([])
      const uid = text(object, tag('SOPInstanceUID')) ?? ''
      expect(highdicomOnSource(path, uid, [10, 7, 1])).toEqual([
        [5, 0],
        [0, 9],
        [0, 0],
      ])
    })
  })

  describe('of pictures that lie nowhere in the patient', () => {
    let studyId: string
    const film = ultrasound('film', 5)
    const still = ultrasound('film still', 1, {
      StudyInstanceUID: text(film, tag('StudyInstanceUID')) ?? '',
      SeriesInstanceUID: text(film, tag('SeriesInstanceUID')) ?? '',
      InstanceNumber: 2,
    })
    const size = 48 * 32

    beforeAll(async () => {
      studyId = await linkObjects(pair, { permitId, pseudonym: testPseudonym('film'), objects: [still, film] })
    })

    it('is a row of frames in colour with one plane, and says why', async () => {
      const volume = await clinician()(linkEndpoints.volume, { params: { studyId } })
      expect(volume).toMatchObject({
        ok: true,
        value: {
          dims: [48, 32, 6],
          frames: { numbers: [0, 1, 2, 3, 4, 0], samples: 3, bits: 8, rate: 25 },
          stack: { measured: false, why: 'They are in colour.' },
        },
      })
    })

    it.skipIf(pythonIsMissing)(
      'has a mask whose frames highdicom finds on the right frames of the right image',
      async () => {
        const { path, seg } = await drawn(studyId, (voxels) => {
          voxels.fill(1, 2 * size, 2 * size + 13)
          voxels.fill(2, 4 * size + 100, 4 * size + 107)
          voxels.fill(2, 5 * size, 5 * size + 3)
        })
        if (has('dciodvfy')) expect(dciodvfyErrors(path)).toEqual([])
        expect(number(seg, tag('NumberOfFrames'))).toBe(3)
        expect(highdicomOnSource(path, text(film, tag('SOPInstanceUID')) ?? '', [1, 3, 5])).toEqual([
          [0, 0],
          [13, 0],
          [0, 7],
        ])
        expect(highdicomOnSource(path, text(still, tag('SOPInstanceUID')) ?? '')).toEqual([[0, 3]])
      },
    )

    it('of different sizes is refused with a sentence: thing, reason, next step', async () => {
      const other = ultrasound('sizes', 1)
      const small = ultrasound('sizes small', 1, {
        StudyInstanceUID: text(other, tag('StudyInstanceUID')) ?? '',
        SeriesInstanceUID: text(other, tag('SeriesInstanceUID')) ?? '',
        Rows: 16,
        PixelData: new Uint8Array(48 * 16 * 3),
      })
      const id = await linkObjects(pair, { permitId, pseudonym: testPseudonym('sizes'), objects: [other, small] })
      expect(await clinician()(linkEndpoints.volume, { params: { studyId: id } })).toMatchObject({
        ok: false,
        problem: {
          status: 422,
          title: 'The series cannot be shown',
          detail: expect.stringContaining('different sizes'),
        },
      })
      const refused = await start(id)
      expect(refused).toMatchObject({ ok: false, problem: { findings: [{ rule: 'label.write/same-geometry' }] } })
      expect(!refused.ok && refused.problem.detail).toContain('different sizes')
    })
  })
})
