/**
 * Damaged inputs through tokeniser and rewriter, for as long as one likes:
 *
 *     node bench/fuzz-deidentify.ts [--count 100000] [--seed 1]
 *
 * Every input is one of the planted objects with one to six changes. Ends with 1 at the first crash, the first output that does not read, or
 * the first output that still holds something known of the patient; prints the seed that shows it.
 */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { deidentifyParts, prepareProfile, prepareSweep, researchProfile } from '@clic/deidentification'
import { tokenise } from '@clic/dicom'
import { leaks } from '../libraries/deidentification/testing/plant-kit.ts'
import { plantedObjects } from '../libraries/deidentification/testing/planted-objects.ts'
import { plantedPerson } from '../libraries/deidentification/testing/planted-person.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const person = plantedPerson('fuzz')
const sweep = prepareSweep({
  patientIds: [{ issuer: '', value: person.cpr }],
  names: [{ family: person.family, given: [person.given, person.second] }],
  staffNames: [],
  birthDates: [person.birthDate],
  accessionNumbers: [person.accession],
  addresses: [`${person.street}, ${person.town}`],
  phones: [person.phone],
  emails: [person.mail],
})
const secrets = [
  person.cpr,
  person.hyphenated,
  person.family,
  person.accession,
  person.phone,
  person.mail,
  person.street,
]
const plants = secrets.map((secret) => ({ place: secret.slice(0, 2), secrets: [secret] }))
const objects = (['ISO_IR 192', 'ISO_IR 100'] as const)
  .flatMap((charset) => plantedObjects('fuzz', charset))
  .filter((object) => !object.quarantine)
const terms = {
  profile: prepareProfile(researchProfile()),
  subject: { pseudonym: 'P-F', dateShiftDays: -7, uidKey: new Uint8Array(32).fill(1) },
  sweep,
  uids: new Map<string, string>(),
}

/** Numbers from a seed, the same each time. */
function numbers(seed: string): () => number {
  let pool = Buffer.alloc(0)
  let round = 0
  return () => {
    if (pool.length < 4) pool = createHash('sha512').update(`${seed} ${round++}`).digest()
    const value = pool.readUInt32LE(0)
    pool = pool.subarray(4)
    return value
  }
}

function damaged(bytes: Uint8Array, next: () => number): Buffer {
  let result = Buffer.from(bytes)
  for (let changes = 1 + (next() % 6); changes > 0; changes--) {
    const at = next() % Math.max(1, result.length)
    const size = 1 + (next() % 32)
    // Single bytes most of the time: what is cut or moved is seldom readable, and then says little.
    const kind = Math.max(0, (next() % 20) - 14)
    if (kind === 0) result[at] = next() & 0xff
    else if (kind === 1) result = result.subarray(0, at)
    else if (kind === 2) result = Buffer.concat([result.subarray(0, at), result.subarray(at + size)])
    else if (kind === 3) result = Buffer.concat([result.subarray(0, at + size), result.subarray(at)])
    else if (kind === 4) result.fill(next() & 0xff, at, Math.min(result.length, at + size))
    else if (at + 4 <= result.length) result.writeUInt32LE(next(), at)
  }
  return result
}

const began = performance.now()
const outcomes: Record<string, number> = {}
for (let i = 0; i < Number(values.count); i++) {
  const seed = `${values.seed} ${i}`
  const next = numbers(seed)
  const object = objects[next() % objects.length]!
  const input = damaged(object.bytes, next)
  try {
    const result = deidentifyParts(input, terms)
    const key = result.status === 'released' ? 'released' : result.code
    outcomes[key] = (outcomes[key] ?? 0) + 1
    if (result.status !== 'released') continue
    const output = Buffer.concat(result.parts)
    if (!tokenise(output, {}).ok) throw new Error('the output does not read')
    const leaked = leaks(plants, output)
    if (leaked.length > 0) throw new Error(`${leaked.length} leak(s)`)
  } catch (error) {
    console.error(`seed "${seed}", ${object.name}: ${error instanceof Error ? error.stack : error}`)
    process.exit(1)
  }
}
console.log(
  `${values.count} inputs in ${((performance.now() - began) / 1000).toFixed(0)} s: ${JSON.stringify(outcomes)}`,
)
