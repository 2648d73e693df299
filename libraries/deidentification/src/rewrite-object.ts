import { BrokenDicom, type Encoding, part10Header, readStructure, textDecoding, vrCode } from '@clic/dicom'
import { ByteSink } from './byte-sink.ts'
import { findSaid } from './danish/said-names.ts'
import { HeaderRecall } from './header-memory.ts'
import { methodCodes, temporalInformation } from './method-codes.ts'
import type { Admitted } from './object-checks.ts'
import { identifying, type ObjectFacts } from './object-facts.ts'
import { annexEdition } from './profile.ts'
import { type AddedElement, rewriteElements } from './rewrite-elements.ts'
import { count, newUidOf, type RewriteJob } from './rewrite-job.ts'

export interface Rewritten {
  /** The new file in order; long values point into the input. */
  parts: Uint8Array[]
  /** Where the pixel data begin in it. */
  headerBytes: number
  rules: Record<string, number>
  sopInstanceUid: string
  seriesInstanceUid: string
  studyInstanceUid: string
  /** Words by which who is named in its free texts can be told. */
  named: ReadonlySet<string>
  /** What became of its free texts. */
  texts: readonly string[]
}

const explicitLittle = '1.2.840.10008.1.2.1'
const implicitLittle = '1.2.840.10008.1.2'
const deflatedLittle = '1.2.840.10008.1.2.1.99'

/**
 * Rewrites one file by the profile. Deflated data sets come out as explicit little endian. Where one free text names somebody whom another
 * names as well it is done once more with the names: "mor Kirsten Dalgaard" in one text, "Kirsten informeret" in another. Throws `BrokenDicom` and RangeError.
 */
export function rewriteObject(input: Uint8Array, facts: ObjectFacts, given: Admitted): Rewritten {
  const { trace, ...untraced } = given
  const once = rewrittenWith(nobodySaid, input, facts, untraced)
  if (once.texts.some((text) => findSaid(text, once.named).length > 0))
    return rewrittenWith(once.named, input, facts, given)
  return trace ? rewrittenWith(nobodySaid, input, facts, given) : once
}

const nobodySaid: ReadonlySet<string> = new Set()

/** `said`: words by which who is named in the object's texts can be told. */
function rewrittenWith(said: ReadonlySet<string>, input: Uint8Array, facts: ObjectFacts, given: Admitted): Rewritten {
  const structure = readStructure(input)
  const { encoding, body, bodyStart } = structure
  const headerSize = Math.min(facts.headerEnd - bodyStart, 1 << 22)
  const job = jobOver(body, headerSize + (headerSize >> 1) + 4096, facts, given, said)
  if (given.headers && !given.trace) {
    // What decides on an element and is neither in its bytes nor in the job's terms has to stand here.
    const form = `${encoding.explicit} ${encoding.little} ${facts.named} ${facts.numbered} ${facts.uidMade ? facts.sopInstanceUid : ''}`
    // Apart from what is rewritten without these names first.
    const series = said.size > 0 ? `${facts.seriesInstanceUid} ${[...said].join()}` : facts.seriesInstanceUid
    job.recall = new HeaderRecall(given.headers, series, form, job, bodyStart)
  }
  const place = { depth: 0, dummy: false, text: textDecoding([]) }
  const end = rewriteElements(job, place, encoding, bodyStart, body.length, false, addedElements(job, encoding, facts))
  job.recall?.keep(Math.min(facts.headerEnd, end))
  job.at = -1
  if (end < body.length) trailing(job, body.subarray(end))
  if (structure.preamble && input.subarray(0, 128).some((byte) => byte !== 0)) count(job, 'preamble-zeroed')
  const uid = (old: string) => newUid(job, old)
  const sopInstanceUid = uid(facts.sopInstanceUid)
  const plain =
    structure.transferSyntax === deflatedLittle || (structure.transferSyntax === implicitLittle && encoding.explicit)
  const fileMeta = part10Header({
    sopClassUid: facts.sopClassUid,
    sopInstanceUid,
    transferSyntax: plain ? explicitLittle : structure.transferSyntax,
  })
  return {
    parts: [fileMeta, ...job.sink.parts()],
    headerBytes: fileMeta.length + (job.pixelsAt ?? job.sink.length),
    rules: Object.fromEntries([...job.rules].sort(([a], [b]) => (a < b ? -1 : 1))),
    sopInstanceUid,
    seriesInstanceUid: uid(facts.seriesInstanceUid),
    studyInstanceUid: uid(facts.studyInstanceUid),
    named: new Set(job.named),
    texts: job.texts,
  }
}

function newUid(job: RewriteJob, old: string): string {
  return job.prepared.profile.options.retainUids || old === '' ? old : newUidOf(job, old)
}

/** Rewrites what follows the pixel data of a file that goes through in pieces. Its rules are added to those of what was `rewritten` in front. */
export function rewriteTail(
  tail: Uint8Array,
  encoding: Encoding,
  facts: ObjectFacts,
  given: Admitted,
  { rules, named }: Rewritten,
): Uint8Array[] {
  const job = jobOver(tail, tail.length + 4096, facts, given, named)
  const end = rewriteElements(
    job,
    { depth: 0, dummy: false, text: textDecoding(facts.charset) },
    encoding,
    0,
    tail.length,
    false,
    [],
    // Who the patient is was read before the pixel data: what stands behind them cannot add to it.
    0x7fe00008,
  )
  if (end < tail.length) count(job, 'trailing-bytes-removed')
  for (const [rule, times] of job.rules) rules[rule] = (rules[rule] ?? 0) + times
  return job.sink.parts()
}

function jobOver(
  body: Uint8Array,
  size: number,
  facts: ObjectFacts,
  given: Admitted,
  said: ReadonlySet<string>,
): RewriteJob {
  const { options } = given.prepared.profile
  return {
    body,
    sink: new ByteSink(size),
    prepared: given.prepared,
    subject: given.subject,
    terms: {
      sweep: given.sweep,
      dates: options.retainLongFullDates
        ? 'keep'
        : options.retainLongModifiedDates
          ? given.subject.dateShiftDays
          : 'remove',
      mark: '',
      keepPlaces: options.retainInstitutionIdentity,
      keepDevices: options.retainDeviceIdentity,
      ...(said.size > 0 ? { said } : {}),
    },
    named: [],
    texts: [],
    ownDates: facts.dates,
    pixelBytes: facts.pixelBytes,
    planeBytes: facts.planeBytes,
    pixelBits: facts.pixelBits === 'unclear' ? undefined : facts.pixelBits,
    rules: new Map(),
    at: -1,
    ...(given.trace ? { trace: given.trace } : {}),
    uids: given.uids,
  }
}

/** Padding may go; an image that stops before its pixels is not whole. */
function trailing(job: RewriteJob, rest: Uint8Array): void {
  if (job.pixelsAt === undefined && rest.length >= 256 && rest.some((byte) => byte !== 0))
    throw new BrokenDicom('bad-structure', 'A large part of the file follows where the data set ends.')
  count(job, 'trailing-bytes-removed')
}

/** What says that and how the object was de-identified (PS3.3 C.7.1.1, C.12.1), and the pseudonym where the input had no patient. */
function addedElements(job: RewriteJob, encoding: Encoding, facts: ObjectFacts): AddedElement[] {
  const { profile } = job.prepared
  const text = (tag: number, vr: string, value: string) => ({
    tag,
    write: () => job.sink.element(encoding, tag, vrCode(vr), Buffer.from(value, 'latin1')),
  })
  const removed = !Object.entries(profile.overrides).some(
    ([tag, action]) => action === 'keep' && identifying.has(Number.parseInt(tag, 16)),
  )
  return [
    ...(facts.uidMade ? [text(0x00080018, 'UI', newUid(job, facts.sopInstanceUid))] : []),
    ...(facts.named ? [] : [text(0x00100010, 'PN', job.subject.pseudonym)]),
    ...(facts.numbered ? [] : [text(0x00100020, 'LO', job.subject.pseudonym)]),
    text(0x00120062, 'CS', removed ? 'YES' : 'NO'),
    text(0x00120063, 'LO', `CLIC ${profile.name.slice(0, 40)} ${profile.version.slice(0, 10)}\\${annexEdition}`),
    { tag: 0x00120064, write: () => writeCodes(job, encoding) },
    text(0x00280303, 'CS', temporalInformation(profile)),
  ]
}

function writeCodes(job: RewriteJob, encoding: Encoding): void {
  const { sink } = job
  const mark = sink.header(encoding, 0x00120064, vrCode('SQ'), 0)
  const begin = sink.length
  for (const [code, meaning] of methodCodes(job.prepared)) {
    const item = sink.item(encoding, 0xfffee000, 0)
    const start = sink.length
    sink.element(encoding, 0x00080100, vrCode('SH'), Buffer.from(code))
    sink.element(encoding, 0x00080102, vrCode('SH'), Buffer.from('DCM'))
    sink.element(encoding, 0x00080104, vrCode('LO'), Buffer.from(meaning))
    sink.setLength(encoding, item, sink.length - start)
  }
  sink.setLength(encoding, mark, sink.length - begin)
}
