import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { curateEndpoints, type Part } from '@clic/contracts'
import { readNifti } from '@clic/dicom'
import { merkleItems, sha256 } from '@clic/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideOpening, freezeCohort } from '../../testing/frozen-datasets.ts'
import { type FrozenHippocampus, frozenHippocampus } from '../../testing/hippocampus-dataset.ts'
import { smallPhantom, testPseudonym } from '../../testing/linked-studies.ts'

// `pip install mlcroissant` (1.1 was used) in an environment of its own.
const mlcroissant = process.env['CLIC_MLCROISSANT_PYTHON']

describe('a dataset version', () => {
  let version: FrozenHippocampus
  let pair: FrozenHippocampus['pair']
  let permitId: string
  let frozen: FrozenHippocampus['frozen']
  let studies: FrozenHippocampus['studies']
  let folder: string
  const dev = () => pair.research.as('dev', ['developer'])
  const db = () => pair.research.db
  const view: FrozenHippocampus['view'] = () => version.view()
  const verify: FrozenHippocampus['verify'] = (...which) => version.verify(...which)
  const open: FrozenHippocampus['open'] = (...given) => version.open(...given)
  const ledger: FrozenHippocampus['ledger'] = (...about) => version.ledger(...about)

  beforeAll(async () => {
    version = await frozenHippocampus()
    ;({ pair, permitId, frozen, studies, folder } = version)
  })
  afterAll(() => version?.close())
  it('holds the studies of the cohort with an accepted label, split by patient, and says what it left out', async () => {
    expect(frozen).toMatchObject({
      state: 'frozen',
      version: 1,
      done: 10,
      total: 10,
      frozenBy: 'dev',
      testOpenings: 0,
      structures: [
        { value: 1, name: 'anterior hippocampus' },
        { value: 2, name: 'posterior hippocampus' },
      ],
    })
    expect(frozen.leftOut).toEqual([
      { studyId: studies.get(testPseudonym('p9'))?.[0], reason: 'It has no accepted label.' },
    ])
    const version = await view().version(frozen.id)
    const parts = new Map<string, Set<Part>>()
    for (const item of version?.items ?? [])
      parts.set(item.pseudonym, (parts.get(item.pseudonym) ?? new Set()).add(item.part))
    expect([...parts.values()].every((of) => of.size === 1)).toBe(true)
    expect(version?.items.filter((one) => one.pseudonym === testPseudonym('p0'))).toHaveLength(2)
    expect(frozen.parts.train + frozen.parts.tune + frozen.parts.test).toBe(10)
    expect([...parts.values()].filter((of) => of.has('test'))).toHaveLength(2)
    expect([...parts.values()].filter((of) => of.has('tune'))).toHaveLength(1)
  })

  it('has the Merkle root of its items, and the ledger has the root, the counts and the decision', async () => {
    const version = await view().version(frozen.id)
    expect(merkleItems(version?.items.map(({ id, sha256 }) => ({ id, sha256 })) ?? []).root).toBe(frozen.root)
    const [event] = await ledger('dataset.frozen', frozen.id)
    expect(event?.payload).toMatchObject({
      root: frozen.root,
      items: 10,
      subjects: 9,
      parts: frozen.parts,
      leftOut: 1,
      permitId,
      decision: expect.stringMatching(/^decision-/),
    })
    expect(await verify()).toEqual({ ok: true, items: 10, root: frozen.root, faults: [], erased: [] })
  })

  it('lies sealed on the disk: no image, no mask and no key in plain', async () => {
    const rows = await db().selectFrom('curate.item').selectAll().where('dataset_id', '=', frozen.id).execute()
    const { files } = pair.research.context('curate')
    for (const row of rows) {
      for (const [address, plain] of [
        [row['image_file'], row['image_sha256']],
        [row['label_file'], row['label_sha256']],
      ]) {
        const bytes = Buffer.from(await files.get(String(address)))
        // Header and mask of a plain file are full of noughts; sixteen in a row never happen by chance.
        expect(bytes.includes(Buffer.alloc(16))).toBe(false)
        expect(await files.has(String(plain))).toBe(false)
      }
    }
    const keys = await db().selectFrom('curate.key').selectAll().where('dataset_id', '=', frozen.id).execute()
    expect(keys.map((one) => one['compartment']).sort()).toEqual(['develop', 'test'])
    const secret = join(pair.research.folder, 'keys/curate.dataset.secret')
    expect(statSync(secret).mode & 0o777).toBe(0o600)
    for (const key of keys) expect(Buffer.from(String(key['wrapped']), 'base64')).toHaveLength(12 + 32 + 16)
  })

  it('is opened for training by its gate decision: train and tune, readable by the zone alone, with the voxels of the study', async () => {
    const decision = await decideOpening(pair, { gate: 'training.start', permitId, datasetId: frozen.id })
    const opened = await open(decision, ['train', 'tune'])
    expect(opened).toHaveLength(frozen.parts.train + frozen.parts.tune)
    expect(opened.some((one) => one.item.part === 'test')).toBe(false)
    expect(statSync(join(folder, 'items')).mode & 0o777).toBe(0o700)
    for (const { item, image, label } of opened) {
      expect(image).toBe(join(folder, 'items', item.id, 'image.nii'))
      for (const file of [image, label]) expect(statSync(file).mode & 0o777).toBe(0o600)
    }
    const one =
      opened.find(({ item }) => item.pseudonym === testPseudonym('p1')) ??
      opened.find(({ item }) => item.pseudonym === testPseudonym('p2'))
    const seed = one?.item.pseudonym === testPseudonym('p1') ? 'p1 0' : 'p2 0'
    const [image, mask] = [readNifti(readFileSync(one?.image ?? '')), readNifti(readFileSync(one?.label ?? ''))]
    if (!image.ok || !mask.ok) throw new Error('an opened file is no NIfTI')
    expect([image.nifti.dims, mask.nifti.dims, mask.nifti.affine]).toEqual([
      [20, 28, 10],
      [20, 28, 10],
      image.nifti.affine,
    ])
    // Voxel by voxel, and in the same place: NIfTI says in RAS what DICOM says in LPS.
    const phantom = smallPhantom(seed)
    expect(Array.from(image.nifti.data)).toEqual(Array.from(phantom.image.data as ArrayLike<number>))
    expect(Array.from(mask.nifti.data)).toEqual(Array.from(phantom.labels))
    const turned = [-1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1, 1, 1]
    expect(image.nifti.affine).toEqual(phantom.image.affine.map((one, n) => one * (turned[n] as number) + 0))
    expect((await ledger('dataset.opened', frozen.id))[0]).toMatchObject({
      actor: 'dev',
      payload: { decision, items: opened.length },
    })
    expect(await view().testOpenings(frozen.id)).toBe(0)
    rmSync(join(folder, 'items'), { recursive: true })
  })

  it('opens its test part for a validation, and each opening is counted and in the ledger', async () => {
    const decision = await decideOpening(pair, { gate: 'testpart.open', permitId, datasetId: frozen.id })
    for (const opening of [1, 2]) {
      const opened = await open(decision, ['test'], { into: `test ${opening}` })
      expect(opened.map((one) => one.item.part)).toEqual(Array.from({ length: frozen.parts.test }, () => 'test'))
      expect(await view().testOpenings(frozen.id)).toBe(opening)
      expect(await ledger('testpart.opened', frozen.id)).toHaveLength(opening)
    }
    const shown = await dev()(curateEndpoints.dataset, { params: { datasetId: frozen.id } })
    expect(shown).toMatchObject({ ok: true, value: { testOpenings: 2 } })
  })

  describe('stays closed', () => {
    const refused = async (ask: () => Promise<unknown>, reason: RegExp) => {
      const before = readdirSync(folder)
      await expect(ask()).rejects.toThrow(reason)
      expect(readdirSync(folder)).toEqual(before)
    }

    it('to a training that asks for the test part', async () => {
      const decision = await decideOpening(pair, { gate: 'training.start', permitId, datasetId: frozen.id })
      await refused(
        () => open(decision, ['train', 'test'], { person: 'dev', into: 'no' }),
        /does not open the part test/,
      )
      await refused(() => open(decision, [], { into: 'no' }), /No part was named/)
      expect(await view().testOpenings(frozen.id)).toBe(2)
      expect((await ledger('dataset.opening-refused', frozen.id))[0]?.payload).toMatchObject({ decision })
    })

    it('to a validation that asks for the training part', async () => {
      const decision = await decideOpening(pair, { gate: 'testpart.open', permitId, datasetId: frozen.id })
      await refused(() => open(decision, ['train'], { person: 'tester', into: 'no' }), /does not open the part train/)
    })

    it('without a decision, and with one that is closed or of another gate', async () => {
      await refused(
        () => open('decision-00000000000000000000000000', ['train'], { into: 'no' }),
        /unknown in this zone/,
      )
      const closed = await decideOpening(pair, {
        gate: 'training.start',
        permitId,
        datasetId: frozen.id,
        facts: { codeCommit: '' },
      })
      await refused(() => open(closed, ['train'], { into: 'no' }), /refused it/)
      const row = await db()
        .selectFrom('curate.dataset')
        .select('decision_id')
        .where('id', '=', frozen.id)
        .executeTakeFirstOrThrow()
      await refused(
        () => open(String(row['decision_id']), ['train'], { into: 'no' }),
        /“dataset.freeze” opens no dataset/,
      )
    })

    it('to another person than the one for whom the gate opened', async () => {
      const decision = await decideOpening(pair, { gate: 'training.start', permitId, datasetId: frozen.id })
      await refused(() => open(decision, ['train'], { person: 'lead', into: 'no' }), /another person/)
    })

    it('to a decision that the ledger does not bind to this version', async () => {
      const decision = await decideOpening(pair, {
        gate: 'training.start',
        permitId,
        datasetId: frozen.id,
        bind: false,
      })
      await refused(
        () => open(decision, ['train'], { into: 'no' }),
        /does not say that the decision was taken for this dataset version/,
      )
      const other = await decideOpening(pair, {
        gate: 'training.start',
        permitId,
        datasetId: 'dataset-00000000000000000000000000',
        facts: { datasetState: 'frozen' },
      })
      await refused(
        () => open(other, ['train'], { into: 'no' }),
        /does not say that the decision was taken for this dataset version/,
      )
    })
  })

  it('is told to machines as Croissant metadata with the hash of each file, and names no pseudonym and no study', async () => {
    const answer = await dev()(curateEndpoints.croissant, { params: { datasetId: frozen.id } })
    if (!answer.ok) throw new Error(answer.problem.detail)
    const document = answer.value as {
      distribution: { '@id': string; sha256: string }[]
      datasheet: { counts: unknown }
      recordSet: { '@id': string; data: unknown[] }[]
    }
    expect(answer.value).toMatchObject({
      '@type': 'sc:Dataset',
      name: 'hippocampus',
      version: '1.0.0',
      license: `urn:clic:permit:${permitId}`,
      conformsTo: ['http://mlcommons.org/croissant/1.0', 'http://mlcommons.org/croissant/RAI/1.0'],
    })
    const text = JSON.stringify(answer.value)
    for (const [pseudonym, ids] of studies) for (const one of [pseudonym, ...ids]) expect(text).not.toContain(one)
    expect(document.distribution).toHaveLength(20)
    expect(document.recordSet.find((one) => one['@id'] === 'items')?.data).toHaveLength(10)
    const decision = await decideOpening(pair, { gate: 'training.start', permitId, datasetId: frozen.id })
    for (const { item, image, label } of await open(decision, ['train', 'tune'], { into: 'hashed' })) {
      const told = (file: string) => document.distribution.find((one) => one['@id'] === `${item.id}/${file}`)?.sha256
      expect([told('image.nii'), told('label.nii')]).toEqual([sha256(readFileSync(image)), sha256(readFileSync(label))])
    }
    // Seven women and two men in their sixties: with the sum of the items known, the women would give the men away.
    expect(document.datasheet.counts).toMatchObject({
      persons: 9,
      studies: 10,
      invented: true,
      suppressedBelow: 5,
      rows: [{ age: '60–69', female: null, male: null }],
    })
  })

  it.skipIf(!mlcroissant)(
    'is read by the reference reader of Croissant without an error (skipped because CLIC_MLCROISSANT_PYTHON names no Python with mlcroissant)',
    async () => {
      const answer = await dev()(curateEndpoints.croissant, { params: { datasetId: frozen.id } })
      const file = join(folder, 'croissant.json')
      writeFileSync(file, JSON.stringify(answer.ok && answer.value))
      const script = fileURLToPath(new URL('./fixtures/read-croissant.py', import.meta.url))
      const read = spawnSync(mlcroissant ?? '', [script, file], { encoding: 'utf8' })
      expect([read.status, read.stderr.replace(/^.*WARNING.*$/gm, '').trim()]).toEqual([0, ''])
      expect(JSON.parse(read.stdout)).toEqual({ parts: 3, structures: 2, items: 10, files: 20 })
    },
  )

  it('of the same name is the next version and supersedes the one before; patients stay in their parts, bytes stay the same', async () => {
    const next = await freezeCohort(pair, permitId, 'Hippocampus', { split: { seed: 77 } })
    expect(next).toMatchObject({ state: 'frozen', version: 2, root: frozen.root })
    const [one, two] = [await view().version(frozen.id), await view().version(next.id)]
    expect([one?.state, two?.state]).toEqual(['superseded', 'frozen'])
    expect(two?.items.map((item) => [item.id, item.part])).toEqual(one?.items.map((item) => [item.id, item.part]))
    expect((await ledger('dataset.frozen', next.id))[0]?.payload).toMatchObject({ superseded: [frozen.id] })
    expect((await view().list(permitId)).map((item) => item.id)).toEqual([next.id, frozen.id])
    const decision = await decideOpening(pair, {
      gate: 'training.start',
      permitId,
      datasetId: frozen.id,
      facts: { datasetState: 'frozen' },
    })
    await open(decision, ['tune'], { into: 'superseded' })
    await expect(open(decision, ['tune'], { datasetId: next.id, into: 'no' })).rejects.toThrow(/stays closed/)
  })
})
