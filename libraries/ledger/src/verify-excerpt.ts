import { parseCanonicalJson } from './canonical-json.ts'
import { type BundleFiles, type Check, fail, pass } from './check.ts'
import { verifyConsistency } from './consistency-proof.ts'
import type { DsseEnvelope } from './dsse.ts'
import { verifyInclusion } from './inclusion-proof.ts'
import type { VerifyingKey } from './keys.ts'
import { eventFault, eventLeaf } from './ledger-event.ts'
import type { EarlierHead, ExcerptLine } from './ledger-excerpt.ts'
import { type TreeHead, verifyTreeHead } from './tree-head.ts'
import { describeState, eventStates } from './verify-events.ts'

const EXCERPT = /^(log(?:\/[^/]+)?)\/(?:events\.jsonl|head\.dsse\.json|consistency\.json)$/

/** Verifies each ledger excerpt of a bundle: `log/` or, for several zones, `log/<zone>/`. */
export function verifyExcerpts(
  files: BundleFiles,
  keys: readonly VerifyingKey[],
  trustedKeys: readonly VerifyingKey[] | undefined,
): Check[] {
  const folders = new Set([...files.keys()].flatMap((name) => EXCERPT.exec(name)?.[1] ?? []))
  return [...folders].flatMap((folder) => verifyFolder(folder, files, keys, trustedKeys))
}

function verifyFolder(
  folder: string,
  files: BundleFiles,
  keys: readonly VerifyingKey[],
  trustedKeys: readonly VerifyingKey[] | undefined,
): Check[] {
  const opened = openHead(files.get(`${folder}/head.dsse.json`), keys, trustedKeys)
  if (!opened.ok) return [fail(`${folder} head`, opened.reason)]
  const { head, signedBy } = opened
  const checks = [pass(`${folder} head`, `zone ${head.zone}, ${head.size} events, signed by ${signedBy.join(', ')}`)]
  checks.push(verifyLines(`${folder} events`, files.get(`${folder}/events.jsonl`), head))
  const earlier = files.get(`${folder}/consistency.json`)
  if (earlier) checks.push(verifyEarlier(`${folder} consistency`, earlier, head, keys))
  return checks
}

type OpenedHead = { ok: true; head: TreeHead; signedBy: readonly string[] } | { ok: false; reason: string }

function openHead(
  bytes: Uint8Array | undefined,
  keys: readonly VerifyingKey[],
  trustedKeys: readonly VerifyingKey[] | undefined,
): OpenedHead {
  if (!bytes) return { ok: false, reason: 'the signed tree head is missing' }
  const parsed = parseCanonicalJson(bytes)
  if (!parsed.ok) return { ok: false, reason: `the signed tree head ${parsed.reason}` }
  const envelope = parsed.value as unknown as DsseEnvelope
  const verified = verifyTreeHead(envelope, keys)
  if (!verified.ok) return { ok: false, reason: verified.problem.message }
  if (verified.unknown.length > 0)
    return { ok: false, reason: `key ${verified.unknown.join(', ')} is not in the bundle` }
  const trusted = trustedKeys && verifyTreeHead(envelope, trustedKeys)
  if (trusted && !trusted.ok) return { ok: false, reason: `no trusted key signed it: ${trusted.problem.message}` }
  return verified
}

function verifyLines(name: string, bytes: Uint8Array | undefined, head: TreeHead): Check {
  const lines = readLines(bytes)
  if (!lines.ok) return fail(name, lines.reason)
  const faults: string[] = []
  const seen = new Set<number>()
  for (const [i, { event, proof }] of lines.lines.entries()) {
    const fault = eventFault(event)
    if (fault) faults.push(`line ${i + 1}: the envelope ${fault}`)
    else if (event.zone !== head.zone) faults.push(`event ${event.seq} is of zone ${event.zone}`)
    else if (seen.has(event.seq)) faults.push(`event ${event.seq} is there twice`)
    else if (!verifyInclusion({ leaf: eventLeaf(event), index: event.seq, size: head.size, root: head.root, proof })) {
      faults.push(`event ${event.seq} is not in the signed log`)
    }
    if (!fault) seen.add(event.seq)
  }
  const states = eventStates(
    lines.lines.map(({ event, payload, salt, withheld }) => ({
      event,
      payload: payload ?? null,
      salt: salt ?? null,
      withheld: withheld === true,
    })),
  )
  for (const state of states) if (state.state === 'tampered') faults.push(describeState(state))
  if (faults.length > 0) return fail(name, faults.join('; '))
  const erased = states.filter(({ state }) => state === 'erased').map(describeState)
  const withheld = states.filter(({ state }) => state === 'withheld').length
  const notes = [...erased, ...(withheld > 0 ? [`${withheld} payloads withheld by the sender`] : [])]
  return pass(name, [`${states.length} events are in the signed log`, ...notes].join('; '))
}

type Lines = { ok: true; lines: ExcerptLine[] } | { ok: false; reason: string }

function readLines(bytes: Uint8Array | undefined): Lines {
  if (!bytes) return { ok: false, reason: 'the events of the signed tree head are missing' }
  const text = Buffer.from(bytes).toString('utf8')
  if (text !== '' && !text.endsWith('\n')) return { ok: false, reason: 'the last line is cut off' }
  const lines: ExcerptLine[] = []
  for (const [i, line] of text.split('\n').slice(0, -1).entries()) {
    const parsed = parseCanonicalJson(Buffer.from(line))
    if (!parsed.ok) return { ok: false, reason: `line ${i + 1} ${parsed.reason}` }
    if (typeof parsed.value !== 'object' || parsed.value === null)
      return { ok: false, reason: `line ${i + 1} is no event` }
    lines.push(parsed.value as unknown as ExcerptLine)
  }
  return { ok: true, lines }
}

function verifyEarlier(name: string, bytes: Uint8Array, head: TreeHead, keys: readonly VerifyingKey[]): Check {
  const parsed = parseCanonicalJson(bytes)
  if (!parsed.ok || !Array.isArray(parsed.value)) return fail(name, 'the list of earlier heads is unreadable')
  const sizes: number[] = []
  for (const entry of parsed.value as unknown as (EarlierHead | null)[]) {
    const verified = verifyTreeHead(entry?.head as DsseEnvelope, keys)
    if (!verified.ok) return fail(name, `an earlier head: ${verified.problem.message}`)
    if (verified.unknown.length > 0) return fail(name, 'an earlier head names a key that is not in the bundle')
    const { size, zone } = verified.head
    const proof = entry?.proof ?? []
    if (zone !== head.zone || !verifyConsistency({ first: verified.head, second: head, proof })) {
      return fail(name, `the signed log of ${head.size} events does not continue the signed head of ${size}`)
    }
    sizes.push(size)
  }
  return pass(name, `the log continues the earlier signed heads of ${sizes.join(', ')} events`)
}
