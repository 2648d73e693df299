import type { ReportDocument, ReportResult } from './report-document.ts'
import { dicePlot, heading, plain, small, table, together } from './typst.ts'
import { figure, levelText, type Words } from './words.ts'

/** Primary and secondary measures, the cases, and the subgroups of one product. */
export function resultSection(result: ReportResult, document: ReportDocument, w: Words): string {
  const { language } = document
  const range = (lower?: number, upper?: number) => `${figure(lower, language)} – ${figure(upper, language)}`
  const rows = result.summary.map((one) => {
    // Fewer than two values have no interval.
    const hasInterval = one.n > 1
    return [
      plain(one.structure),
      plain(metricName(one.metric)),
      plain(String(one.n)),
      plain(String(one.missing)),
      plain(one.n > 0 ? figure(one.estimate, language) : '–'),
      plain(hasInterval ? range(one.lower, one.upper) : '–'),
      one.threshold === undefined
        ? ''
        : plain(`≥ ${figure(one.threshold, language, 2)} ${one.passed ? w.met : w.notMet}`),
    ]
  })
  const dice = result.summary.filter((one) => one.metric === 'dice' && one.n > 1)
  return [
    together(
      heading(2, `${result.productName} ${result.version}`),
      table(
        '(1.3fr, auto, auto, auto, auto, auto, 1.2fr)',
        '(left, left, right, right, right, left, left)',
        [w.structure, w.measure, w.cases, w.missing, w.mean, `${levelText(document)} ${w.interval}`, w.threshold],
        rows,
      ),
      dicePlot(
        dice.map((one) => ({
          name: `Dice ${one.structure}`,
          dots: result.cases.filter((each) => each.structure === one.structure).map((each) => each.dice),
          lower: one.lower,
          upper: one.upper,
          estimate: one.estimate,
          ...(one.threshold === undefined ? {} : { threshold: one.threshold }),
        })),
        (value) => figure(value, language, 1),
      ),
      small(w.perCase),
      ...(result.erased.length > 0 ? [small(w.casesErased(result.erased.length))] : []),
    ),
    subgroupTable(result, document, w),
  ].join('\n\n')
}

function subgroupTable(result: ReportResult, document: ReportDocument, w: Words): string {
  const { language } = document
  if (result.subgroups.length === 0) return ''
  const rows = [...result.subgroups]
    .sort(byGroup)
    .map((one) => [
      plain(`${one.by === 'sex' ? w.sex : w.age}: ${groupName(one.group, w)}`),
      plain(`${metricName(one.metric)} ${one.structure}`),
      plain(one.suppressed ? '' : String(one.n)),
      plain(one.suppressed ? '' : figure(one.estimate, language)),
      one.suppressed ? small(w.suppressed) : plain(`${figure(one.lower, language)} – ${figure(one.upper, language)}`),
    ])
  return table(
    '(1fr, 1.3fr, auto, auto, auto)',
    '(left, left, right, right, left)',
    [w.subgroups, w.measure, w.patients, w.mean, `${levelText(document)} ${w.interval}`],
    rows,
  )
}

export function comparisonSection(document: ReportDocument, w: Words): string {
  if (document.comparisons.length === 0) return ''
  const name = (id: string) => {
    const result = document.results.find((one) => one.id === id)
    return result ? `${result.productName} ${result.version}` : id
  }
  const rows = document.comparisons.flatMap(({ first, second, differences }) =>
    differences.map((one) => [
      plain(`${name(first)} − ${name(second)}`),
      plain(`${metricName(one.metric)} ${one.structure}`),
      plain(String(one.n)),
      plain(signed(one.estimate, document.language)),
      plain(
        one.lower === null ? '–' : `${signed(one.lower, document.language)} – ${signed(one.upper, document.language)}`,
      ),
    ]),
  )
  return [
    heading(1, w.comparison),
    table(
      '(1.6fr, 1.1fr, auto, auto, auto)',
      '(left, left, right, right, left)',
      [w.product, w.measure, w.patients, w.difference, `${levelText(document)} ${w.interval}`],
      rows,
    ),
    small(w.comparisonText),
  ].join('\n\n')
}

function signed(value: number | null, language: 'da' | 'en'): string {
  return value !== null && value > 0 ? `+${figure(value, language)}` : figure(value, language)
}

function metricName(metric: string): string {
  return metric === 'dice' ? 'Dice' : 'HD95 (mm)'
}

/** Sex first, then the ages from the youngest band on; `sort` keeps the structures of a group in their order. */
function byGroup(a: ReportResult['subgroups'][number], b: ReportResult['subgroups'][number]): number {
  if (a.by !== b.by) return a.by === 'sex' ? -1 : 1
  if (a.by === 'sex') return 0
  const start = (group: string) =>
    group.startsWith('under') ? -1 : Number.parseInt(group, 10) || Number.POSITIVE_INFINITY
  return start(a.group) === start(b.group) ? 0 : start(a.group) - start(b.group)
}

/** `under 60`, `60–69`, `70 and over`, or a sex. */
function groupName(group: string, w: Words): string {
  const named = w.groups[group as keyof Words['groups']]
  if (named) return named
  return group.replace(/^under /, `${w.groups.under} `).replace(/ and over$/, ` ${w.groups.over}`)
}
