import type { ReportDocument, ReportResult } from './report-document.ts'
import { findingText } from './rule-words.ts'
import { badge, code, facts, heading, plain, small, strong, table } from './typst.ts'
import { moment, type Words } from './words.ts'

/** Every gate that this validation met, open or closed, and the rules behind it with their citations. */
export function decisionsSection(document: ReportDocument, w: Words): string {
  if (document.decisions.length === 0) return ''
  const about = (subject: { kind: string; id: string }) => {
    const run = document.runs.find((one) => one.id === subject.id || one.releaseId === subject.id)
    return run ? `${run.productName} ${run.version}` : ''
  }
  const rows = document.decisions.map((one) => [
    plain(moment(one.at, document.language)),
    `#raw("${one.gate}")${about(one.subject) ? ` #linebreak() ${small(about(one.subject))}` : ''}`,
    badge(one.open ? w.open : w.closed, one.open),
    one.findings
      .filter((finding) => !finding.ok)
      .map((finding) => small(findingText(finding, document.language)))
      .join(' #linebreak() '),
  ])
  return [
    heading(1, w.decisions),
    table('(auto, auto, auto, 1fr)', 'left', [w.decided, w.gate, w.verdict, w.because], rows),
    heading(2, w.opensOn),
    rulesTable(document, w),
  ].join('\n\n')
}

/** Each rule once, with its citation; how often it held stands in the decisions. */
function rulesTable(document: ReportDocument, w: Words): string {
  const rules = new Map<string, { text: string; citation: string }>()
  for (const { findings } of document.decisions) {
    for (const finding of findings) {
      const known = rules.get(finding.rule)
      const text = findingText(
        { ...finding, ok: true, reason: finding.reason.split(' But ')[0] ?? finding.reason },
        document.language,
      )
      if (!known) rules.set(finding.rule, { text, citation: finding.citation })
    }
  }
  const rows = [...rules].map(([rule, { text, citation }]) => [
    `#text(size: 7.6pt)[#raw("${rule}")]`,
    plain(text),
    plain(citation),
  ])
  return table('(auto, 1.2fr, 1fr)', 'left', [w.rules, '', w.citation], rows)
}

/** What each number came from: package, weights, and for a model trained here its data, code and environment. */
export function lineageSection(document: ReportDocument, w: Words): string {
  return [heading(1, w.lineage), ...document.results.map((result) => lineageOf(result, w))].join('\n\n')
}

function lineageOf(result: ReportResult, w: Words): string {
  const { origin } = result
  return [
    strong(`${result.productName} ${result.version}`),
    facts([
      [w.weights, code(result.weightsSha256)],
      [w.package, code(result.mapSha256)],
      [w.masks, code(result.masksSha256)],
      ...(origin
        ? ([
            [w.candidate, code(origin.candidate)],
            [w.trainedOn, code(origin.dataRoot)],
            [w.code, code(origin.codeCommit)],
            [w.environment, code(origin.environmentLock)],
            [w.seed, plain(String(origin.seed))],
          ] as [string, string][])
        : []),
    ]),
    origin || result.kind === 'home-made' ? '' : small(w.boughtOrigin),
  ].join('\n\n')
}
