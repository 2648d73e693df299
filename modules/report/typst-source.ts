import type { ReportDocument } from './report-document.ts'
import { badge, code, facts, heading, literal, plain, small, strong, table } from './typst.ts'
import { decisionsSection, lineageSection } from './typst-evidence.ts'
import { comparisonSection, resultSection } from './typst-results.ts'
import { figure, levelText, moment, type Words, words } from './words.ts'

/** The report in Typst: what a reader needs to judge the product, and what an auditor needs to check the report. */
export function typstSource(document: ReportDocument): string {
  const w: Words = words[document.language]
  return [
    preamble(document, w),
    titleBlock(document, w),
    conclusion(document, w),
    ...document.results.map((result) => intendedUse(result, w)),
    protocolSection(document, w),
    dataSection(document, w),
    heading(1, w.results),
    ...document.results.map((result) => resultSection(result, document, w)),
    small(w.suppressedText),
    comparisonSection(document, w),
    decisionsSection(document, w),
    lineageSection(document, w),
    heading(1, w.limits),
    w.limitTexts.map((text) => `- ${plain(text)}`).join('\n'),
    heading(1, w.verify),
    `${plain(`${w.verifyText} `)}#raw(${literal('clic verify evidence.clic.zip --trust zone.pub.pem')})${plain(` ${w.verifyAfter}`)}`,
  ].join('\n\n')
}

function preamble(document: ReportDocument, w: Words): string {
  const made = new Date(document.madeAt)
  const date = `datetime(year: ${made.getUTCFullYear()}, month: ${made.getUTCMonth() + 1}, day: ${made.getUTCDate()})`
  return [
    `#set document(title: ${literal(document.title)}, author: "CLIC", date: ${date})`,
    `#set text(lang: "${document.language}", size: 10pt)`,
    '#set par(leading: 0.62em)',
    `#set page(paper: "a4", margin: (x: 22mm, top: 24mm, bottom: 22mm), header: text(size: 8pt, fill: luma(90))[${plain(`CLIC · ${w.subject}`)} #h(1fr) ${plain(document.title)}], footer: context text(size: 8pt, fill: luma(90))[${plain(`${document.id} · ${w.research}`)} #h(1fr) #counter(page).display("1 / 1", both: true)])`,
    '#set table(stroke: (x: none, y: 0.4pt + luma(190)), inset: (x: 4pt, y: 4.5pt))',
    '#show table.cell.where(y: 0): set text(size: 9pt)',
    '#show table: set text(size: 9pt)',
    '#show heading.where(level: 1): it => block(above: 8mm, below: 4mm, sticky: true)[#text(size: 13pt)[#it.body]]',
    '#show heading.where(level: 2): it => block(above: 6mm, below: 3mm, sticky: true)[#text(size: 10.5pt)[#it.body]]',
    `#pdf.attach("/report.json", relationship: "source", mime-type: "application/json", description: ${literal(w.subject)})`,
  ].join('\n')
}

function titleBlock(document: ReportDocument, w: Words): string {
  const notices = [w.research, ...(document.invented ? [w.invented] : [])]
  return [
    `#text(size: 20pt, weight: "bold")[${plain(document.title)}]`,
    small(`${w.made} ${moment(document.madeAt, document.language)} · ${w.madeBy} ${document.madeBy}`),
    `#block(width: 100%, fill: rgb("#fdf3d8"), inset: 6pt, radius: 2pt)[${notices.map((text, i) => (i === 0 ? strong(text) : plain(text))).join(' ')}]`,
  ].join('\n\n')
}

function conclusion(document: ReportDocument, w: Words): string {
  const rows = document.results.map((result) => [
    `${strong(result.productName)} #linebreak() ${small(`${w.version} ${result.version} · ${result.kind === 'bought' ? w.bought : w.homeMade}`)}`,
    plain(result.manufacturer || '–'),
    result.summary
      .filter((one) => one.threshold !== undefined)
      .map((one) =>
        plain(
          `${one.metric === 'dice' ? 'Dice' : 'HD95'} ${one.structure}: ${figure(one.estimate, document.language)} (${figure(one.lower, document.language)}–${figure(one.upper, document.language)})`,
        ),
      )
      .join(' #linebreak() '),
    badge(result.verdict === 'accepted' ? w.accepted : w.refused, result.verdict === 'accepted'),
  ])
  return [
    heading(1, w.conclusion),
    table(
      '(1.2fr, 1fr, 1.9fr, auto)',
      'left + horizon',
      [w.product, w.manufacturer, `${w.primary}, ${levelText(document)}`, w.verdict],
      rows,
    ),
    small(w.rule),
  ].join('\n\n')
}

function intendedUse(result: ReportDocument['results'][number], w: Words): string {
  const use = result.intendedUse
  if (!use) return ''
  const path = w.paths[result.regulatoryPath as keyof Words['paths']] ?? result.regulatoryPath
  return [
    heading(2, `${w.intended}: ${result.productName} ${result.version}`),
    plain(use.summary),
    facts([
      [w.path, plain(path)],
      [w.modalities, plain(`${use.modalities.join(', ')} · ${use.bodyPart}`)],
      [w.users, use.users ? plain(use.users) : ''],
      [w.structures, plain(use.structures.map((one) => one.name).join(', '))],
      [w.statedLimits, use.limits ? plain(use.limits) : ''],
    ]),
  ].join('\n\n')
}

function protocolSection(document: ReportDocument, w: Words): string {
  const { language, protocol } = document
  const told = protocol.document as {
    title?: string
    primary?: { metric: string; structure: string; threshold: number }[]
    secondary?: { metric: string; structure: string }[]
    bootstrap?: { replicates: number; seed: number; level: number }
  }
  const measures = (told.primary ?? []).map(
    (one) => `${one.metric === 'dice' ? 'Dice' : 'HD95'} ${one.structure} ≥ ${figure(one.threshold, language, 2)}`,
  )
  const others = (told.secondary ?? []).map((one) => `${one.metric === 'dice' ? 'Dice' : 'HD95'} ${one.structure}`)
  const { replicates = 0, seed = 0 } = told.bootstrap ?? {}
  const state = (run: ReportDocument['runs'][number]) =>
    run.verdict ? (run.verdict === 'accepted' ? w.accepted : w.refused) : run.state === 'failed' ? w.failed : w.running
  return [
    heading(1, w.protocol),
    facts([
      [w.title, plain(told.title ?? '')],
      [w.registered, plain(moment(protocol.registeredAt, language))],
      [w.hash, code(protocol.hash)],
      [w.primary, plain(measures.join('; '))],
      [w.secondary, plain(others.join('; '))],
      [w.method, plain(w.methodText(String(replicates), levelText(document), String(seed)))],
      [w.openings, plain(w.openingsText(document.openings.used, document.openings.allowed))],
    ]),
    heading(2, w.runs),
    table(
      '(auto, 1fr, auto, 1.2fr)',
      'left',
      [w.opening, w.product, w.started, w.state],
      document.runs.map((run) => [
        plain(run.opening === null ? '–' : String(run.opening)),
        plain(`${run.productName} ${run.version}`),
        plain(moment(run.startedAt, language)),
        `${plain(state(run))}${run.state === 'failed' && run.reason ? ` #linebreak() ${small(run.reason)}` : ''}`,
      ]),
    ),
  ].join('\n\n')
}

function dataSection(document: ReportDocument, w: Words): string {
  const { dataset, permit, language } = document
  const parts = (['train', 'tune', 'test'] as const).map((part) => `${w.partNames[part]} ${dataset.parts[part] ?? 0}`)
  return [
    heading(1, w.data),
    facts([
      [w.dataset, plain(`${dataset.name}, ${w.version.toLowerCase()} ${dataset.version}`)],
      [w.frozen, plain(moment(dataset.frozenAt, language))],
      [w.root, code(dataset.root)],
      [w.items, plain(`${parts.join(', ')}${dataset.erased > 0 ? `. ${w.erased(dataset.erased)}` : ''}`)],
      ...(permit
        ? ([
            [
              w.permit,
              plain(
                `${permit.title} · ${w.approvedBy} ${permit.approvedBy} · ${w.until} ${moment(permit.expiresAt, language)}`,
              ),
            ],
            [w.purpose, plain(permit.purpose)],
            [w.controllers, plain(permit.controllers.join(', '))],
            [
              w.basis,
              permit.phases
                .map((one) => plain(`${w.phases[one.phase as keyof Words['phases']] ?? one.phase}: ${one.basis}`))
                .join(' #linebreak() '),
            ],
          ] as [string, string][])
        : []),
    ]),
    document.invented ? plain(w.invented) : '',
  ].join('\n\n')
}
