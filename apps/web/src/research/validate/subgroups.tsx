import { Text } from '@mantine/core'
import { DataTable } from '../../parts/data-table.tsx'
import { number } from '../../words/format.ts'
import { useWords, type Words } from '../../words/index.tsx'
import { ForestPlot } from './forest-plot.tsx'
import type { Validation } from './rows.ts'

type Row = Validation['subgroups'][number]

/** How it does for women and men, younger and older. A group that is too small is named, and its numbers are not shown. */
export function Subgroups({ rows }: { rows: Row[] }) {
  const { t, code, language } = useWords()
  if (rows.length === 0)
    return (
      <Text size="sm" c="gray.7">
        {t('subgroup.none')}
      </Text>
    )
  const nameOf = (row: Row) => (row.by === 'sex' ? code('sex', row.group) : ageName(row.group, t))
  const sorted = [...rows].sort((a, b) => a.by.localeCompare(b.by) * -1 || startOf(a.group) - startOf(b.group))
  const dice = sorted.filter((one) => one.metric === 'dice')
  const groups = [...new Set(dice.map((one) => one.structure))].map((structure) => ({
    name: structure,
    rows: dice
      .filter((one) => one.structure === structure)
      .flatMap((one) =>
        one.suppressed || one.estimate === undefined || one.lower === undefined || one.upper === undefined
          ? []
          : [
              {
                key: `${one.by} ${one.group}`,
                label: nameOf(one),
                estimate: one.estimate,
                lower: one.lower,
                upper: one.upper,
              },
            ],
      ),
  }))
  const show = (value: number | undefined, metric: string) =>
    value === undefined ? '–' : number(value, language, metric === 'dice' ? 3 : 2)
  return (
    <>
      <ForestPlot label={t('subgroup.plot')} groups={groups.filter((one) => one.rows.length > 0)} metric="dice" />
      <DataTable
        caption={t('subgroup.title')}
        rows={sorted}
        keyOf={(one) => `${one.by} ${one.group} ${one.metric} ${one.structure}`}
        columns={[
          { key: 'group', head: t('subgroup.group'), rowHead: true, cell: nameOf },
          { key: 'structure', head: t('col.structure'), cell: (one) => one.structure },
          { key: 'metric', head: t('plot.metric'), cell: (one) => code('metric', one.metric) },
          { key: 'n', head: t('plot.n'), right: true, cell: (one) => (one.suppressed ? '–' : number(one.n, language)) },
          {
            key: 'estimate',
            head: t('plot.estimate'),
            right: true,
            cell: (one) =>
              one.suppressed ? (
                <Text span size="sm" c="gray.7">
                  {t('subgroup.suppressed')}
                </Text>
              ) : (
                show(one.estimate, one.metric)
              ),
          },
          {
            key: 'ci',
            head: t('plot.ci'),
            right: true,
            cell: (one) => (one.suppressed ? '–' : `${show(one.lower, one.metric)} – ${show(one.upper, one.metric)}`),
          },
        ]}
      />
    </>
  )
}

/** Age groups as the statistics name them: “under 60”, “60–69”, “70 and over”. */
function ageName(group: string, t: Words['t']): string {
  const [under, over] = [/^under (\d+)$/.exec(group), /^(\d+) and over$/.exec(group)]
  if (under) return t('subgroup.age.under', { n: String(under[1]) })
  if (over) return t('subgroup.age.over', { n: String(over[1]) })
  return t('subgroup.age', { group: group.replace('-', '–') })
}

function startOf(group: string): number {
  return group.startsWith('under') ? 0 : Number(/\d+/.exec(group)?.[0] ?? 0)
}
