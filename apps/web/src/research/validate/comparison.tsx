import { SimpleGrid, Stack, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { To } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { CaseStrip } from './case-strip.tsx'
import { ForestPlot } from './forest-plot.tsx'
import classes from './plots.module.css'
import { compared, structuresOf, titleOf, type Validation } from './rows.ts'

/** Products on the same sealed cases: intervals against the threshold, every case, and the numbers. */
export function Comparison({ validations }: { validations: Validation[] }) {
  const { t } = useWords()
  const structures = structuresOf(validations)
  const strips = (value: (one: Validation['cases'][number]) => number | null) =>
    structures.flatMap((structure) =>
      validations.map((one) => ({
        key: `${structure} ${one.id}`,
        label: `${titleOf(one)}`,
        structure,
        values: one.cases
          .filter((row) => row.structure === structure)
          .map(value)
          .filter((row) => row !== null),
      })),
    )
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl" verticalSpacing="lg">
        <Plot title={t('plot.dice')}>
          <ForestPlot label={t('plot.dice.label')} groups={compared(validations, 'dice')} metric="dice" />
          <ForestLegend />
        </Plot>
        {compared(validations, 'hd95').length > 0 ? (
          <Plot title={t('plot.hd95')}>
            <ForestPlot label={t('plot.hd95.label')} groups={compared(validations, 'hd95')} metric="hd95" />
          </Plot>
        ) : null}
        {structures.map((structure) => (
          <Plot key={structure} title={t('plot.cases', { structure })}>
            <CaseStrip
              label={t('plot.cases.label', { structure })}
              rows={strips((one) => one.dice).filter((one) => one.structure === structure)}
              metric="dice"
            />
          </Plot>
        ))}
      </SimpleGrid>
      <NumbersTable validations={validations} />
    </Stack>
  )
}

/** A plot under its own title. */
export function Plot({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text fw={600} size="sm" mb={4}>
        {title}
      </Text>
      {children}
    </div>
  )
}

export function ForestLegend() {
  const { t } = useWords()
  return (
    <div className={classes['legend']} aria-hidden>
      <span>● {t('plot.passed')}</span>
      <span>◇ {t('plot.failed')}</span>
      <span>┊ {t('plot.threshold')}</span>
      <span>├─┤ {t('plot.ci')}</span>
    </div>
  )
}

/** All figures of the summary, a row a product and structure. */
export function NumbersTable({ validations }: { validations: Validation[] }) {
  const { t, language } = useWords()
  const rows = validations.flatMap((one) => one.summary.map((row) => ({ one, row })))
  const show = (value: number, metric: string) => number(value, language, metric === 'dice' ? 3 : 2)
  return (
    <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={t('plot.table')}>
      <Table fz="sm" verticalSpacing={6} highlightOnHover aria-label={t('plot.table')}>
        <Table.Thead>
          <Table.Tr>
            {validations.length > 1 ? <Table.Th scope="col">{t('validation.product')}</Table.Th> : null}
            <Table.Th scope="col">{t('col.structure')}</Table.Th>
            <Table.Th scope="col">{t('plot.metric')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('plot.estimate')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('plot.ci')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('plot.threshold')}
            </Table.Th>
            <Table.Th scope="col">{t('plot.result')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('plot.n')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ one, row }) => (
            <Table.Tr key={`${one.id} ${row.metric} ${row.structure}`}>
              {validations.length > 1 ? (
                <Table.Th scope="row" fw={500}>
                  <To to={`/validate/results/${one.id}`}>{titleOf(one)}</To>
                </Table.Th>
              ) : null}
              <Table.Td>{row.structure}</Table.Td>
              <Table.Td>{t(`metric.${row.metric}`)}</Table.Td>
              <Table.Td ta="right">{show(row.estimate, row.metric)}</Table.Td>
              <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                {show(row.lower, row.metric)} – {show(row.upper, row.metric)}
              </Table.Td>
              <Table.Td ta="right">{row.threshold === undefined ? '–' : show(row.threshold, row.metric)}</Table.Td>
              <Table.Td>
                {row.passed === undefined ? (
                  '–'
                ) : (
                  <Text span size="sm" fw={600} c={row.passed ? 'green.8' : 'brick.7'}>
                    <Icon name={row.passed ? 'check' : 'cross'} size={14} />{' '}
                    {t(row.passed ? 'plot.passed' : 'plot.failed')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">
                {number(row.n, language)}
                {row.missing > 0 ? ` (${t('plot.missing', { n: row.missing })})` : ''}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
