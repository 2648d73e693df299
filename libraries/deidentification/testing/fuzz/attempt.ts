import { isDeepStrictEqual } from 'node:util'
import { readDataset, text } from '@clic/dicom'
import {
  type DeidentificationTerms,
  deidentifyParts,
  type PartsResult,
  prepareProfile,
  prepareSweep,
  researchProfile,
} from '../../src/index.ts'
import { inPieces } from '../in-pieces.ts'
import { fuzzCorpus, fuzzIdentity, fuzzPerson } from './corpus.ts'
import { damaged, randomFrom } from './damage.ts'

export interface Attempt {
  seed: string
  /** `released`, or the code of the quarantine. */
  outcome: string
  /** What is wrong; undefined when nothing is. */
  fault?: string
}

/** Damages, de-identifies and judges one input after another; number `i` is always the same. */
export function attempts(): (i: number) => Attempt {
  const person = fuzzPerson()
  const { small, large } = fuzzCorpus()
  const terms = {
    profile: prepareProfile(researchProfile()),
    subject: { pseudonym: 'P-F', dateShiftDays: -7, uidKey: new Uint8Array(32).fill(1) },
    sweep: prepareSweep(fuzzIdentity(person)),
    uids: new Map<string, string>(),
  }
  const words = [
    person.cpr,
    person.hyphenated,
    person.family,
    person.accession,
    person.phone,
    person.mail,
    person.street,
  ]
  const needles = words.flatMap((word) =>
    [word, word.toUpperCase(), word.toLowerCase()].flatMap((one) => [
      Buffer.from(one, 'latin1'),
      Buffer.from(one, 'utf8'),
      Buffer.from(one, 'utf16le'),
    ]),
  )
  const planted = [
    ...words.map((word) => Buffer.from(word)),
    ...words.map((word) => Buffer.from(word, 'latin1')),
    Buffer.from(person.family, 'utf16le'),
  ]
  const recalledFault = withMemory(terms)
  return (i) => {
    const random = randomFrom(i)
    const from = (random() >>> 0) % 16 === 0 ? large : small
    const seed = from[(random() >>> 0) % from.length]!
    const input = damaged(seed, random, planted)
    try {
      const result = deidentifyParts(input, terms)
      const outcome = result.status === 'released' ? 'released' : result.code
      const output = result.status === 'released' ? Buffer.concat(result.parts) : undefined
      const fault = output ? judged(output, needles) : undefined
      const other = i % 8 === 0 ? piecesFault(input, output, terms) : undefined
      const said = fault ?? other ?? recalledFault(input, seed.bytes, result, output)
      return { seed: seed.name, outcome, ...(said ? { fault: said } : {}) }
    } catch (error) {
      return {
        seed: seed.name,
        outcome: 'thrown',
        fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }
    }
  }
}

function judged(output: Buffer, needles: readonly Buffer[]): string | undefined {
  const read = readDataset(output)
  if (!read.ok) return `the output does not read: ${read.problem.message}`
  if (needles.some((needle) => output.includes(needle))) return 'something known of the patient is in the output'
  if (text(read.dataset, 0x00100020) !== 'P-F') return 'the output has another patient than the pseudonym'
  return text(read.dataset, 0x00120062) === 'YES' ? undefined : 'the output does not say what it is'
}

/** What is remembered of the undamaged object and of other damaged ones gives the same bytes and the same proof. */
function withMemory(given: DeidentificationTerms) {
  const terms: DeidentificationTerms = { ...given, headers: new Map(), facts: {} }
  return (input: Buffer, seed: Uint8Array, alone: PartsResult, output: Buffer | undefined): string | undefined => {
    deidentifyParts(seed, terms)
    const result = deidentifyParts(input, terms)
    if (result.status === 'quarantined')
      return isDeepStrictEqual(result, alone) ? undefined : 'another refusal with memory than alone'
    if (!output?.equals(Buffer.concat(result.parts))) return 'other bytes with memory than alone'
    return alone.status === 'released' && isDeepStrictEqual(result.proof, alone.proof)
      ? undefined
      : 'another proof with memory than alone'
  }
}

/** The way for long files gives the same bytes, or leaves the file to the other way. */
function piecesFault(
  input: Buffer,
  whole: Buffer | undefined,
  terms: Parameters<typeof inPieces>[1],
): string | undefined {
  const pieces = inPieces(input, terms)
  if (pieces?.result.status !== 'released') return undefined
  if (!whole) return 'released in pieces and not whole'
  return whole.equals(pieces.bytes) ? undefined : 'other bytes in pieces than whole'
}
