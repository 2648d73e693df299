import { readdirSync } from 'node:fs'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { acquireEndpoints, type Problem } from '@clic/contracts'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerSender, smallStudy } from '../../testing/clinic-senders.ts'
import { eventually, type TestZone, testZone } from '../../testing/zones.ts'

describe('uploads of zip files', () => {
  let clinic: TestZone
  beforeAll(async () => {
    const upload = { maxBytes: 8_000_000, maxEntries: 50, maxEntryBytes: 30_000_000, maxUnpackedBytes: 40_000_000 }
    clinic = await testZone('clinic', {
      modules: ['acquire'],
      settings: { acquire: { dicomPort: 0, quietMs: 200, upload } },
    })
    await registerSender(clinic, 'WEB', { kind: 'stow' })
  })
  afterAll(() => clinic.close())

  const upload = async (bytes: Uint8Array, source = 'WEB', headers: Record<string, string> = {}) => {
    const response = await fetch(`${clinic.url}/api/uploads?source=${source}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await clinic.token('engineer', ['data-engineer'])}`,
        'content-type': 'application/zip',
        ...headers,
      },
      body: Buffer.from(bytes),
    })
    return { status: response.status, json: (await response.json()) as Record<string, unknown> & Problem }
  }
  const counts = async () => {
    const reception = await clinic.as('engineer', ['data-engineer'])(acquireEndpoints.reception, {})
    if (!reception.ok) throw new Error(reception.problem.detail)
    return reception.value
  }

  it('stores the objects of an archive, tells of the others, and announces the study', async () => {
    const study = smallStudy('zip')
    const files = Object.fromEntries(study.files.map((file, i) => [`folder/${i}.dcm`, file]))
    const sent = await upload(
      zipSync({
        ...files,
        'folder/again.dcm': study.files[0] as Uint8Array,
        'read me.dcm': Buffer.from('no image'),
        DICOMDIR: Buffer.from('x'),
      }),
    )
    expect(sent).toMatchObject({
      status: 200,
      json: { entries: 6, stored: 4, duplicates: 1, refused: [{ position: 6, code: 'not-dicom' }] },
    })
    const studyId = (sent.json['studies'] as string[])[0] ?? ''
    await eventually(async () => {
      const page = await clinic.as('engineer', ['data-engineer'])(acquireEndpoints.study, { params: { studyId } })
      return page.ok && page.value.complete && page.value.instances === 4 ? true : undefined
    })
  })

  it('refuses a bomb from its directory, before anything is unpacked, and says so on screen', async () => {
    const before = await counts()
    const flat = zipSync({ 'a.dcm': new Uint8Array(20_000_000) }, { level: 9 })
    const wide = zipSync(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`${i}.dcm`, new Uint8Array(10)])))
    expect(await upload(flat)).toMatchObject({
      status: 422,
      json: { type: 'urn:clic:problem:zip-bomb', detail: expect.stringContaining('times its size') },
    })
    expect(await upload(wide)).toMatchObject({
      status: 422,
      json: { type: 'urn:clic:problem:zip-bomb', detail: expect.stringContaining('51 entries') },
    })
    expect(await upload(overlapping())).toMatchObject({
      status: 422,
      json: { type: 'urn:clic:problem:zip-bomb', detail: expect.stringContaining('shares bytes') },
    })
    expect((await counts()).arrived.instances).toBe(before.arrived.instances)
    const refused = await clinic.as('engineer', ['data-engineer'])(acquireEndpoints.refusedReceptions, {})
    expect(refused.ok && refused.value.filter((one) => one.way === 'upload')).toHaveLength(3)
    expect(readdirSync(clinic.context('acquire').folder)).toEqual([])
  })

  it('unpacks no more of an entry than its directory row says', async () => {
    const lying = Buffer.from(zipSync({ 'a.dcm': [new Uint8Array(3_000_000), { level: 9 }] }))
    const row = lying.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    lying.writeUInt32LE(100, row + 24)
    expect(await upload(lying)).toMatchObject({
      status: 200,
      json: { stored: 0, refused: [{ position: 1, code: 'zip-bomb' }] },
    })
  })

  it('refuses what is no zip file or an empty one, what is too large, and a source nobody knows', async () => {
    expect(await upload(Buffer.from('no zip'))).toMatchObject({
      status: 422,
      json: { type: 'urn:clic:problem:not-zip' },
    })
    // An empty archive: 22 bytes of an end of directory.
    expect(await upload(zipSync({}))).toMatchObject({
      status: 422,
      json: { type: 'urn:clic:problem:not-zip', detail: 'The zip file holds no files.' },
    })
    expect(await upload(new Uint8Array(8_000_001))).toMatchObject({ status: 413 })
    expect(await upload(zipSync({ a: new Uint8Array(1) }), 'NOBODY')).toMatchObject({
      status: 403,
      json: { type: 'urn:clic:problem:source-unknown' },
    })
  })

  it('ends a gzip bomb at the limit of a FHIR bundle', async () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000, 0x20), { level: 9 })
    const response = await fetch(`${clinic.url}/fhir?source=WEB`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await clinic.token('engineer', ['data-engineer'])}`,
        'content-encoding': 'gzip',
        'content-type': 'application/fhir+json',
      },
      body: Buffer.from(bomb),
    })
    expect(response.status).toBe(413)
  })
})

/** Two directory rows that point at one packed entry. */
function overlapping(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(1000))
  const local = Buffer.alloc(31)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(1000, 22)
  local.writeUInt16LE(1, 26)
  local.write('a', 30)
  const row = Buffer.alloc(47)
  row.writeUInt32LE(0x02014b50, 0)
  row.writeUInt16LE(8, 10)
  row.writeUInt32LE(packed.length, 20)
  row.writeUInt32LE(1000, 24)
  row.writeUInt16LE(1, 28)
  row.write('a', 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(2, 8)
  end.writeUInt16LE(2, 10)
  end.writeUInt32LE(2 * row.length, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, row, row, end])
}
