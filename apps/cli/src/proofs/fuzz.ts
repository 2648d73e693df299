import { deidentifyObject, type KnownIdentity, prepareSweep, researchProfile } from '@clic/deidentification'
import { readDataset, writeFile } from '@clic/dicom'
import { danishIdentity, identifiedStudy, phantomCase, seeded } from '../../../../testing/make-dicom/index.ts'
import type { ProofResult } from './proof.ts'

const reads = 1_000_000
const rewrites = 20_000

/** Every input is a real header with bytes changed, cut off, doubled or moved. Nothing may throw, hang or let a planted identifier out. */
export async function proveFuzz(say: (line: string) => void): Promise<ProofResult> {
  const random = seeded('fuzz')
  const identity = danishIdentity('fuzz')
  const study = identifiedStudy({
    seed: 'fuzz',
    identity,
    ...small(),
    structures: [
      { value: 1, name: 'one structure' },
      { value: 2, name: 'another structure' },
    ],
    description: 'Fuzz',
    bodyPart: 'BRAIN',
  })
  const seeds = [...study.images.slice(0, 2), ...(study.segmentation ? [study.segmentation] : [])].flatMap((one) => [
    writeFile(one),
    writeFile(one, { transferSyntax: '1.2.840.10008.1.2' }),
  ])
  const outcomes = new Map<string, number>()
  const count = (key: string) => void outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
  let thrown = 0
  let slowestMs = 0
  for (let i = 0; i < reads; i++) {
    const input = mutated(seeds[i % seeds.length] as Uint8Array, random)
    const began = performance.now()
    try {
      const result = readDataset(input)
      count(result.ok ? 'read: whole' : `read: ${result.problem.code}`)
    } catch {
      thrown++
    }
    slowestMs = Math.max(slowestMs, performance.now() - began)
    if (i % 100_000 === 99_999) say(`   ${i + 1} of ${reads} read`)
  }
  const leaks = await rewriteAll(seeds, random, identity, count, say)
  return {
    ok: thrown === 0 && leaks.thrown === 0 && leaks.leaked === 0,
    sentence: `${reads} broken files are read and ${rewrites} more de-identified: each ends in a result or a named problem, none throws, and no planted identifier is in any released output.`,
    sections: [
      {
        title: 'Figures',
        text: `- thrown: ${thrown + leaks.thrown}\n- released outputs that hold a planted identifier: ${leaks.leaked} of ${leaks.released}\n- slowest read: ${slowestMs.toFixed(1)} ms`,
      },
      {
        title: 'Outcomes',
        text: `| outcome | times |\n|---|---|\n${[...outcomes]
          .sort((a, b) => b[1] - a[1])
          .map(([key, times]) => `| ${key} | ${times} |`)
          .join('\n')}`,
      },
    ],
  }
}

async function rewriteAll(
  seeds: Uint8Array[],
  random: () => number,
  identity: ReturnType<typeof danishIdentity>,
  count: (key: string) => void,
  say: (line: string) => void,
) {
  const known: KnownIdentity = {
    patientIds: [{ issuer: '', value: identity.cpr.replace('-', '') }],
    names: [{ family: identity.family, given: identity.given }],
    staffNames: [],
    birthDates: [identity.birthDate],
    accessionNumbers: [identity.accession],
    addresses: [identity.address],
    phones: [identity.phone],
    emails: [identity.email],
  }
  const given = {
    profile: researchProfile(),
    subject: { pseudonym: 'P-FUZZ-0001', dateShiftDays: -100, uidKey: new Uint8Array(32).fill(7) },
    sweep: prepareSweep(known),
  }
  const planted = [identity.cpr.replace('-', ''), identity.cpr, identity.accession, identity.family].flatMap((one) => [
    Buffer.from(one, 'utf8'),
    Buffer.from(one, 'latin1'),
  ])
  const found = { thrown: 0, leaked: 0, released: 0 }
  for (let i = 0; i < rewrites; i++) {
    try {
      const result = await deidentifyObject(mutated(seeds[i % seeds.length] as Uint8Array, random), given)
      count(result.status === 'released' ? 'de-identified: released' : `de-identified: ${result.code}`)
      if (result.status !== 'released') continue
      found.released++
      const output = Buffer.from(result.output.buffer, result.output.byteOffset, result.output.byteLength)
      if (planted.some((one) => output.includes(one))) found.leaked++
    } catch {
      found.thrown++
    }
    if (i % 5000 === 4999) say(`   ${i + 1} of ${rewrites} de-identified`)
  }
  return found
}

function small() {
  const { image, labels } = phantomCase('fuzz')
  const [columns, rows] = image.dims
  const slices = 2
  const dims: [number, number, number] = [columns, rows, slices]
  const start = 14 * columns * rows
  return {
    image: {
      ...image,
      dims,
      data: Uint16Array.from(image.data as ArrayLike<number>).subarray(start, start + columns * rows * slices),
    },
    labels: labels.subarray(start, start + columns * rows * slices),
  }
}

/** One to eight changes, mostly in the header, where the structure is. */
function mutated(seed: Uint8Array, random: () => number): Uint8Array {
  let bytes = Uint8Array.from(seed)
  const at = (limit: number) => Math.floor(random() * limit)
  const place = () => (random() < 0.8 ? Math.min(bytes.length - 1, 132 + at(1800)) : at(bytes.length))
  for (let n = 1 + at(8); n > 0 && bytes.length > 4; n--) {
    const kind = at(6)
    if (kind === 0) bytes = bytes.subarray(0, at(bytes.length) + 1)
    else if (kind === 1) bytes[place()] = at(256)
    else if (kind === 2) bytes[place()] = random() < 0.5 ? 0xff : 0
    else if (kind === 3) bytes.copyWithin(place(), place(), Math.min(bytes.length, place() + 64))
    else if (kind === 4) bytes[place()] = (bytes[place()] ?? 0) ^ (1 << at(8))
    else
      bytes = Buffer.concat([
        bytes.subarray(0, place()),
        Uint8Array.from({ length: at(16) }, () => at(256)),
        bytes.subarray(place()),
      ])
  }
  return bytes
}
