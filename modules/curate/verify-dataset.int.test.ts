import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { curateEndpoints, governEndpoints, type LinkedView, linkEndpoints, permitEndpoints } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideOpening, freezeCohort, linkLabelledPersons } from '../../testing/frozen-datasets.ts'
import { type FrozenHippocampus, frozenHippocampus } from '../../testing/hippocampus-dataset.ts'
import { sharedPermit, testPseudonym } from '../../testing/linked-studies.ts'
import { eventually } from '../../testing/zones.ts'
import { eraseFromDatasets } from './erase-person.ts'
import { freezeItems } from './freeze.handler.ts'

describe('a frozen dataset version', () => {
  let version: FrozenHippocampus
  let pair: FrozenHippocampus['pair']
  let permitId: string
  let frozen: FrozenHippocampus['frozen']
  let folder: string
  const dev = () => pair.research.as('dev', ['developer'])
  const db = () => pair.research.db
  const view: FrozenHippocampus['view'] = () => version.view()
  const verify: FrozenHippocampus['verify'] = (...which) => version.verify(...which)
  const open: FrozenHippocampus['open'] = (...given) => version.open(...given)
  const ledger: FrozenHippocampus['ledger'] = (...about) => version.ledger(...about)

  beforeAll(async () => {
    version = await frozenHippocampus()
    ;({ pair, permitId, frozen, folder } = version)
  })
  afterAll(() => version?.close())

  it('that was changed on the disk is found out: by whoever verifies it and by whoever opens it, and nothing plain stays', async () => {
    const row = await db()
      .selectFrom('curate.item')
      .selectAll()
      .where('dataset_id', '=', frozen.id)
      .where('part', '=', 'train')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const path = pair.research.context('curate').files.path(String(row['label_file']))
    const bytes = readFileSync(path)
    const changed = Buffer.from(bytes)
    changed[400] = (changed[400] as number) ^ 1
    chmodSync(path, 0o600)
    writeFileSync(path, changed)
    expect(await verify()).toMatchObject({
      ok: false,
      faults: [`item ${row['id']}: its label cannot be opened: the file is gone or a byte of it was changed`],
    })
    const decision = await decideOpening(pair, { gate: 'training.start', permitId, datasetId: frozen.id })
    await expect(open(decision, ['train'], { into: 'tampered' })).rejects.toThrow(/its label cannot be opened/)
    expect(readdirSync(join(folder, 'tampered'))).toEqual([])
    writeFileSync(path, bytes)
    expect((await verify()).ok).toBe(true)
  })

  it.each([
    [
      'an item’s hash',
      async () =>
        sql`update curate.item set sha256 = ${'f'.repeat(64)} where dataset_id = ${frozen.id} and id = (select min(id) from curate.item where dataset_id = ${frozen.id})`,
      /not the one that was frozen.*do not give the Merkle root/,
    ],
    [
      'the root',
      async () => sql`update curate.dataset set root = ${'f'.repeat(64)} where id = ${frozen.id}`,
      /do not give the Merkle root.*not the one in the ledger/,
    ],
    [
      'an item’s presence',
      async () =>
        sql`delete from curate.item where dataset_id = ${frozen.id} and id = (select min(id) from curate.item where dataset_id = ${frozen.id})`,
      /do not give the Merkle root/,
    ],
    [
      'an item’s files with those of another',
      async () =>
        sql`update curate.item set image_file = (select max(image_file) from curate.item where dataset_id = ${frozen.id}), label_file = (select max(label_file) from curate.item where dataset_id = ${frozen.id}) where dataset_id = ${frozen.id} and part = 'train'`,
      /cannot be opened/,
    ],
    [
      'an item’s mark, as if it were erased',
      async () =>
        sql`update curate.item set erased_by = 'erasure-00000000000000000000000000' where dataset_id = ${frozen.id} and id = (select min(id) from curate.item where dataset_id = ${frozen.id})`,
      /marked as erased, but the ledger names no erasure/,
    ],
    [
      'a wrapped key',
      async () =>
        sql`update curate.key set wrapped = (select wrapped from curate.key where dataset_id = ${frozen.id} and compartment = 'develop') where dataset_id = ${frozen.id} and compartment = 'test'`,
      /key of its part cannot be unwrapped/,
    ],
  ])('of which somebody changed %s in the database is found out', async (_, change, fault) => {
    const keep = async (table: string, key: string) =>
      (
        await sql<
          Record<string, unknown>
        >`select * from ${sql.table(table)} where ${sql.ref(key)} = ${frozen.id}`.execute(db())
      ).rows
    const before = {
      item: await keep('curate.item', 'dataset_id'),
      dataset: await keep('curate.dataset', 'id'),
      key: await keep('curate.key', 'dataset_id'),
    }
    await (await change()).execute(db())
    const found = await verify()
    expect(found.ok).toBe(false)
    expect(found.faults.join(' | ')).toMatch(fault)
    await sql`delete from curate.item where dataset_id = ${frozen.id}`.execute(db())
    await db().insertInto('curate.item').values(before.item).execute()
    await sql`update curate.dataset set root = ${before.dataset[0]?.['root']} where id = ${frozen.id}`.execute(db())
    for (const key of before.key)
      await sql`update curate.key set wrapped = ${key['wrapped']} where dataset_id = ${frozen.id} and compartment = ${key['compartment']}`.execute(
        db(),
      )
    expect((await verify()).ok).toBe(true)
  })

  it('that was broken off is finished by the next try, with the same root', async () => {
    const half = sql`select id from curate.item where dataset_id = ${frozen.id} order by id limit 4`
    await sql`update curate.item set sha256 = null, image_file = null, label_file = null where dataset_id = ${frozen.id} and id in (${half})`.execute(
      db(),
    )
    await sql`update curate.dataset set state = 'freezing', root = null, done = 6 where id = ${frozen.id}`.execute(db())
    const context = pair.research.context('curate')
    await freezeItems(context, context.secret('dataset'), frozen.id)
    const after = await dev()(curateEndpoints.dataset, { params: { datasetId: frozen.id } })
    expect(after).toMatchObject({ ok: true, value: { state: 'frozen', root: frozen.root, done: 10 } })
    const events = await ledger('dataset.frozen', frozen.id)
    await freezeItems(context, context.secret('dataset'), frozen.id)
    expect(await ledger('dataset.frozen', frozen.id)).toHaveLength(events.length)
    expect((await verify()).ok).toBe(true)
  })

  it('loses the items of an erased person; the root still verifies and says by which event they went', async () => {
    const version = await view().version(frozen.id)
    const pseudonym =
      version?.items.find((one) => one.part === 'train' && one.pseudonym !== testPseudonym('p0'))?.pseudonym ?? ''
    const item = version?.items.find((one) => one.pseudonym === pseudonym)
    const row = await db()
      .selectFrom('curate.item')
      .selectAll()
      .where('dataset_id', '=', frozen.id)
      .where('pseudonym', '=', pseudonym)
      .executeTakeFirstOrThrow()
    const erased = await pair.research.as('dpo', ['dpo'])(linkEndpoints.erase, {
      body: { permitId, pseudonym, reason: 'The person asked for it.' },
    })
    expect(erased.ok).toBe(true)
    const found = await eventually(async () => {
      const now = await verify()
      return now.erased.length > 0 ? now : undefined
    })
    const told = await pair.research.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'person.erased' },
    })
    expect(found).toMatchObject({
      ok: true,
      faults: [],
      items: 10,
      root: frozen.root,
      erased: [`item ${item?.id}: erased by event ${told.ok && told.value[0]?.seq}`],
    })
    const { files } = pair.research.context('curate')
    for (const file of [row['image_file'], row['label_file']]) expect(await files.has(String(file))).toBe(false)
    const after = await view().version(frozen.id)
    expect(after?.items.find((one) => one.id === item?.id)).toMatchObject({
      erased: erased.ok && erased.value.erasureId,
      pseudonym: `erased ${item?.id}`,
    })
    expect(JSON.stringify(after)).not.toContain(pseudonym)
    const text = await sql<{
      n: number
    }>`select count(*) as n from curate.item t where to_jsonb(t)::text like ${`%${pseudonym}%`}`.execute(db())
    expect(Number(text.rows[0]?.n)).toBe(0)
    const decision = await decideOpening(pair, {
      gate: 'training.start',
      permitId,
      datasetId: frozen.id,
      facts: { datasetState: 'frozen' },
    })
    const opened = await open(decision, ['train', 'tune'], { into: 'after' })
    expect(opened.map((one) => one.item.id)).not.toContain(item?.id)
    const shown = await dev()(curateEndpoints.dataset, { params: { datasetId: frozen.id } })
    expect(shown.ok && shown.value.parts.train).toBe(frozen.parts.train - 1)
    expect(
      (await pair.research.ports.port<LinkedView>('link.studies').studies(permitId)).map((one) => one.pseudonym),
    ).not.toContain(pseudonym)
  })

  it('fails where the same image stands in two parts under two pseudonyms', async () => {
    const permit = await sharedPermit(pair, { title: 'One patient, two pseudonyms' })
    const linked = await linkLabelledPersons(pair, permit.id, [
      { seed: 'd1', sex: 'female', age: 60, studies: [{ imageOf: 'same' }] },
      { seed: 'd2', sex: 'female', age: 60, studies: [{ imageOf: 'same' }] },
    ])
    const [one, two] = [...linked.values()].flat()
    const parts = [
      { studyId: one, part: 'train' },
      { studyId: two, part: 'test' },
    ]
    const failed = await freezeCohort(pair, permit.id, 'Doubled', { parts })
    expect(failed).toMatchObject({
      state: 'failed',
      root: null,
      reason: expect.stringContaining('same image stands in two parts'),
    })
    expect(await view().version(failed.id)).toBeUndefined()
    const rows = await db().selectFrom('curate.key').selectAll().where('dataset_id', '=', failed.id).execute()
    expect(rows).toEqual([])
  })

  it('leaves out a study whose images are no regular volume, with the reason', async () => {
    const permit = await sharedPermit(pair, { title: 'A broken stack' })
    const linked = await linkLabelledPersons(
      pair,
      permit.id,
      ['b1', 'b2', 'b3'].map((seed) => ({ seed, sex: 'male' as const, age: 70 })),
    )
    const [broken] = linked.get(testPseudonym('b2')) ?? []
    // An image is lost between the label and the freezing.
    await sql`delete from link.object where ctid = (select ctid from link.object where study_id = ${broken} and modality = 'MR' order by sop_instance_uid offset 4 limit 1)`.execute(
      db(),
    )
    const done = await freezeCohort(pair, permit.id, 'Broken', {
      parts: [...linked.values()]
        .flat()
        .map((studyId, n) => ({ studyId, part: (['train', 'train', 'test'] as const)[n] })),
    })
    expect(done).toMatchObject({
      state: 'frozen',
      done: 3,
      total: 3,
      parts: { train: 1, tune: 0, test: 1 },
      leftOut: [{ studyId: broken, reason: expect.stringMatching(/missing|label/) }],
    })
    expect((await verify(done.id)).items).toBe(2)
  })

  it('does not take in a person who was erased while it was made', async () => {
    const permit = await sharedPermit(pair, { title: 'Erased meanwhile' })
    const persons = ['e1', 'e2', 'e3', 'e4'].map((seed) => ({ seed, sex: 'male' as const, age: 70 }))
    const parts = [...(await linkLabelledPersons(pair, permit.id, persons))].map(([pseudonym, [studyId]]) => ({
      studyId,
      part: pseudonym === testPseudonym('e4') ? 'test' : 'train',
    }))
    const made = await freezeCohort(pair, permit.id, 'Meanwhile', { parts })
    // As if the erasure came while the job was at work: one item is made, another is not yet.
    await sql`update curate.dataset set state = 'freezing', root = null where id = ${made.id}`.execute(db())
    await sql`update curate.item set sha256 = null where dataset_id = ${made.id} and pseudonym = ${testPseudonym('e2')}`.execute(
      db(),
    )
    const context = pair.research.context('curate')
    for (const seed of ['e1', 'e2']) {
      const erasureId = `erasure-${seed.padStart(26, '0')}`
      await sql`insert into link.erasure (id, permit_id, mark, at, pseudonym)
        values (${erasureId}, ${permit.id}, ${seed}, now(), ${testPseudonym(seed)})`.execute(db())
      await eraseFromDatasets(context, { erasureId })
    }
    await freezeItems(context, context.secret('dataset'), made.id)
    const version = await view().version(made.id)
    expect(version?.items.map((one) => one.pseudonym).sort()).toEqual([testPseudonym('e3'), testPseudonym('e4')].sort())
    expect(await verify(made.id)).toMatchObject({ items: 2, erased: [] })
  })

  it('is closed, and is not finished, under a permit that was suspended since', async () => {
    const permit = await sharedPermit(pair, { title: 'To be suspended' })
    await linkLabelledPersons(
      pair,
      permit.id,
      ['s1', 's2', 's3'].map((seed) => ({ seed, sex: 'female' as const, age: 70 })),
    )
    const made = await freezeCohort(pair, permit.id, 'Suspended')
    const decision = await decideOpening(pair, { gate: 'training.start', permitId: permit.id, datasetId: made.id })
    await pair.clinic.as('dpo', ['dpo'])(permitEndpoints.suspend, {
      params: { permitId: permit.id },
      body: { reason: 'for the test' },
    })
    await eventually(async () => {
      const read = await dev()(permitEndpoints.read, { params: { permitId: permit.id } })
      return read.ok && read.value.state === 'suspended' ? true : undefined
    })
    await expect(open(decision, ['train'], { datasetId: made.id, into: 'suspended' })).rejects.toThrow(/is suspended/)
    await sql`update curate.dataset set state = 'freezing' where id = ${made.id}`.execute(db())
    const context = pair.research.context('curate')
    const row = await db().selectFrom('curate.item').selectAll().where('dataset_id', '=', made.id).executeTakeFirst()
    await freezeItems(context, context.secret('dataset'), made.id)
    const after = await dev()(curateEndpoints.dataset, { params: { datasetId: made.id } })
    expect(after).toMatchObject({ ok: true, value: { state: 'failed', reason: 'The permit is suspended.' } })
    expect(await context.files.has(String(row?.['image_file']))).toBe(false)
  })
})
