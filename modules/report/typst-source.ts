import type { ReportDocument } from './report-document.ts'
import { type Words, words } from './words.ts'

/** The report in Typst. Text from data goes in as string literals, so that no name can become markup. */
export function typstSource(document: ReportDocument): string {
  const w: Words = words[document.language]
  const made = new Date(document.madeAt)
  const date = `datetime(year: ${made.getUTCFullYear()}, month: ${made.getUTCMonth() + 1}, day: ${made.getUTCDate()})`
  return [
    `#set document(title: ${literal(document.title)}, author: "CLIC", date: ${date})`,
    `#set text(lang: "${document.language}", size: 10pt)`,
    '#set page(margin: 22mm, numbering: "1 / 1")',
    '#set table(stroke: 0.4pt + luma(180), inset: 5pt)',
    `#pdf.attach("/report.json", relationship: "source", mime-type: "application/json", description: ${literal(w.recheck)})`,
    `#text(size: 9pt, fill: luma(90))[#${literal(`CLIC · ${w.subject} · ${document.madeAt.slice(0, 10)}`)}]`,
    `= #${literal(document.title)}`,
    `#${literal(w.research)} ${document.invented ? `#${literal(w.invented)}` : ''}`,
    `== #${literal(w.protocol)}`,
    `#${literal(`${String(document.protocol.document['title'])} · ${w.registered} ${document.protocol.registeredAt} · ${w.hash} `)}#raw(${literal(document.protocol.hash)})`,
    `== #${literal(w.dataset)}`,
    `#${literal(`${document.dataset.name} v${document.dataset.version} · ${Object.entries(document.dataset.parts).map(([part, count]) => `${part}: ${count}`).join(', ')} · ${w.root} `)}#raw(${literal(document.dataset.root)})`,
    `== #${literal(w.comparison)}`,
    comparison(document, w),
    ...document.results.flatMap((result) => resultSection(result, w)),
    `#${literal(`${w.method}. ${w.recheck}`)}`,
  ].join('\n\n')
}

type ReportResult = ReportDocument['results'][number]

function comparison(document: ReportDocument, w: Words): string {
  const head = [w.product, w.kind, w.structure, w.measure, w.estimate, w.interval, w.verdict]
  const rows = document.results.flatMap((result) =>
    result.summary
      .filter((one) => one.threshold !== undefined)
      .map((one) => [`${result.productName} ${result.version}`, result.kind === 'bought' ? w.bought : w.homeMade, one.structure, one.metric === 'dice' ? 'Dice' : 'HD95', number(one.estimate), `${number(one.lower)} – ${number(one.upper)}`, result.verdict === 'accepted' ? w.accepted : w.refused]),
  )
  return table(head, rows)
}

function resultSection(result: ReportResult, w: Words): string[] {
  const rows = result.summary.map((one) => [
    one.structure, one.metric === 'dice' ? 'Dice' : 'HD95 (mm)', String(one.n), String(one.missing), number(one.estimate), `${number(one.lower)} – ${number(one.upper)}`,
    one.threshold === undefined ? '' : `≥ ${number(one.threshold)}: ${one.passed ? w.met : w.notMet}`,
  ])
  const groups = result.subgroups.map((one) => [
    `${one.by === 'sex' ? w.sex : w.age}: ${one.group === 'female' ? w.female : one.group === 'male' ? w.male : one.group}`, one.structure,
    one.suppressed ? '' : String(one.n), one.suppressed ? w.suppressed : number(one.estimate ?? 0), one.suppressed ? '' : `${number(one.lower ?? 0)} – ${number(one.upper ?? 0)}`,
  ])
  return [
    `== #${literal(`${result.productName} ${result.version}: ${result.verdict === 'accepted' ? w.accepted : w.refused}`)}`,
    result.intendedUse ? `#${literal(`${w.intended}: ${result.intendedUse.summary}`)}` : '',
    `#${literal(`${result.kind === 'bought' ? w.bought : w.homeMade} · ${w.opening} ${result.opening} · ${w.weights} `)}#raw(${literal(result.weightsSha256.slice(0, 16))})`,
    forest(result),
    table([w.structure, w.measure, w.n, w.missing, w.estimate, w.interval, w.threshold], rows),
    `=== #${literal(w.subgroups)}`,
    table(['', w.structure, w.n, w.estimate, w.interval], groups),
  ]
}

/** A forest plot of the Dice intervals with the registered threshold, drawn with Typst's own shapes. */
function forest(result: ReportResult): string {
  const rows = result.summary.filter((one) => one.metric === 'dice')
  const x = (value: number) => `${(Math.min(1, Math.max(0, value)) * 100).toFixed(2)}mm`
  const lines = rows.map((one, i) => {
    const y = `${6 + i * 8}mm`
    const threshold = one.threshold === undefined ? '' : `#place(dx: ${x(one.threshold)}, dy: ${3 + i * 8}mm, line(end: (0mm, 6mm), stroke: (paint: red, dash: "dashed")))`
    return `#place(dx: ${x(one.lower)}, dy: ${y}, line(length: ${x(Math.max(0, one.upper - one.lower))}, stroke: 1.4pt))#place(dx: ${x(one.estimate)} - 1mm, dy: ${y} - 1mm, circle(radius: 1mm, fill: black))${threshold}#place(dx: 104mm, dy: ${y} - 1.5mm, text(size: 8pt)[#${literal(one.structure)}])`
  })
  const height = 10 + rows.length * 8
  return `#box(width: 150mm, height: ${height}mm)[#place(line(length: 100mm, stroke: 0.3pt))#place(dx: 0mm, dy: 0.6mm, text(size: 7pt)[0])#place(dx: 48mm, dy: 0.6mm, text(size: 7pt)[0.5])#place(dx: 98mm, dy: 0.6mm, text(size: 7pt)[1])${lines.join('')}]`
}

function table(head: string[], rows: string[][]): string {
  const cell = (text: string) => `[#${literal(text)}]`
  return `#table(columns: ${head.length}, table.header(${head.map((text) => `[*#${literal(text)}*]`).join(', ')}), ${rows.flat().map(cell).join(', ')})`
}

function number(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : '–'
}

function literal(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', ' ')}"`
}
