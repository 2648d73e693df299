import { keyword } from '@clic/dicom'
import { type DeidentificationTerms, deidentifyObject } from './deidentify-object.ts'
import { type ListedElement, listElements } from './list-elements.ts'
import type { ObjectProof, ObjectResult } from './object-result.ts'
import type { Profile } from './profile.ts'
import { rulesOf, type TagRule } from './rules-of.ts'
import { type ShownValue, shownPair } from './show-value.ts'

/** What became of one element. Holds original values: for the eyes of a person who may see them, and for nothing else. */
export interface PreviewRow {
  /** Tags and item numbers from the top: `00400275/0/00080100`. */
  path: string
  tag: string
  /** Empty for private elements and those that the standard does not know. */
  keyword: string
  vr: string
  depth: number
  before: ShownValue | null
  after: ShownValue | null
  outcome: 'kept' | 'changed' | 'emptied' | 'removed' | 'added'
  /** The rule of the profile; `sequence`: it went with the sequence that it stands in. */
  rule: Omit<TagRule, 'by'> & { by: TagRule['by'] | 'sequence'; reason?: string }
  /** What the rewriter did, by the names that a proof counts. */
  did: string[]
}

export type ObjectPreview =
  | { status: 'released'; rows: PreviewRow[]; whole: string[]; proof: ObjectProof; output: Uint8Array }
  | { status: 'quarantined'; code: string; reason: string; next: string; modality: string }

/**
 * De-identifies an object as it would be, and lays what it was beside what it became, element by element. `deidentify` is the way by
 * which objects really leave, where that does more than the rewriting.
 */
export async function previewObject(
  input: Uint8Array,
  given: Omit<DeidentificationTerms, 'trace'>,
  deidentify: (input: Uint8Array, terms: DeidentificationTerms) => Promise<ObjectResult> = deidentifyObject,
): Promise<ObjectPreview> {
  const acted = new Map<number, string[]>()
  const result = await deidentify(input, {
    ...given,
    trace: (at, rule) => {
      const known = acted.get(at)
      if (!known) acted.set(at, [rule])
      else if (!known.includes(rule)) known.push(rule)
    },
  })
  if (result.status === 'quarantined') {
    const { code, reason, next, modality } = result
    return { status: 'quarantined', code, reason, next, modality }
  }
  const profile = 'actions' in given.profile ? given.profile.profile : given.profile
  const before = listElements(input)
  const pixels = Object.keys(result.proof.rules).filter(
    (rule) => (rule.startsWith('pixel-') && rule !== 'pixel-comment-blanked') || rule === 'faces-removed',
  )
  return {
    status: 'released',
    rows: rowsOf(before, listElements(result.output), profile, fitting(acted, before)),
    whole: [...new Set([...(acted.get(-1) ?? []), ...pixels])],
    proof: result.proof,
    output: result.output,
  }
}

/** Masked pixels are written into a copy, whose elements begin elsewhere: then which rule acted where is not known. */
function fitting(
  acted: ReadonlyMap<number, string[]>,
  before: readonly ListedElement[],
): ReadonlyMap<number, string[]> {
  const starts = new Set(before.map((element) => element.start))
  return [...acted.keys()].every((at) => at < 0 || starts.has(at)) ? acted : new Map()
}

function rowsOf(
  before: ListedElement[],
  after: ListedElement[],
  profile: Profile,
  acted: ReadonlyMap<number, string[]>,
): PreviewRow[] {
  const ruleOf = rulesOf(profile)
  const became = new Map(after.map((element) => [element.path, element]))
  const was = new Set(before.map((element) => element.path))
  const gone = new Set<string>()
  const rows: PreviewRow[] = before.map((element) => {
    const now = became.get(element.path)
    const above = element.path.split('/').slice(0, -2).join('/')
    if (!now) gone.add(element.path)
    return rowOf(element, now, {
      rule:
        above !== '' && !became.has(element.path) && (gone.has(above) || emptiedAbove(became, above))
          ? { by: 'sequence', options: [] }
          : withReason(profile, element.tag, ruleOf(element.tag)),
      did: element.start < 0 ? [] : (acted.get(element.start) ?? []),
    })
  })
  const added = after
    .filter((element) => !was.has(element.path))
    .map((element) => rowOf(undefined, element, { rule: { by: 'engine', options: [] }, did: [] }))
  return merged(rows, added)
}

function emptiedAbove(became: ReadonlyMap<string, ListedElement>, above: string): boolean {
  return became.get(above)?.items === 0
}

function withReason(profile: Profile, tag: number, rule: TagRule): PreviewRow['rule'] {
  const reason = rule.by === 'override' ? profile.reasons?.[hex(tag)] : undefined
  return reason ? { ...rule, reason } : rule
}

function rowOf(
  before: ListedElement | undefined,
  after: ListedElement | undefined,
  said: Pick<PreviewRow, 'rule' | 'did'>,
): PreviewRow {
  const one = (before ?? after) as ListedElement
  return {
    path: one.path,
    tag: hex(one.tag),
    keyword: keyword(one.tag) ?? '',
    vr: one.vr,
    depth: one.depth,
    ...shownPair(before, after),
    outcome: outcomeOf(before, after, said.did),
    ...said,
  }
}

function outcomeOf(
  before: ListedElement | undefined,
  after: ListedElement | undefined,
  did: readonly string[],
): PreviewRow['outcome'] {
  if (!before) return 'added'
  if (!after) return 'removed'
  if (before.items !== undefined || after.items !== undefined) {
    if ((before.items ?? 0) > 0 && (after.items ?? 0) === 0) return 'emptied'
    return before.items !== after.items || did.includes('dummied') ? 'changed' : 'kept'
  }
  const [a, b] = [before.value ?? new Uint8Array(), after.value ?? new Uint8Array()]
  if (Buffer.compare(a, b) === 0) return 'kept'
  return b.length === 0 ? 'emptied' : 'changed'
}

/** What was added stands where it stands in the new object: before the first element with a higher path. */
function merged(rows: PreviewRow[], added: PreviewRow[]): PreviewRow[] {
  const out: PreviewRow[] = []
  const waiting = [...added]
  for (const row of rows) {
    while (waiting[0] && row.depth === 0 && waiting[0].path < row.path) out.push(waiting.shift() as PreviewRow)
    out.push(row)
  }
  return [...out, ...waiting]
}

function hex(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(8, '0')
}
