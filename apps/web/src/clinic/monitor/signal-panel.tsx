import { Group, Paper, Text, Title } from '@mantine/core'
import { useId, useMemo } from 'react'
import { DataTable } from '../../parts/data-table.tsx'
import { LineChart } from '../../parts/line-chart.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { chartOf, type Signal } from './chart-of.ts'
import classes from './monitor.module.css'

/** One monitored number: every run as a point, the reference as a field, the windows behind, and all of it as a table. */
export function SignalPanel({ signal, referenceRuns }: { signal: Signal; referenceRuns: number }) {
  const { t, code, language } = useWords()
  const id = useId()
  const alarms = signal.windows.filter((one) => one.alarm).length
  const latest = signal.windows.at(-1)
  const values = signal.points.map((one) => one.value)
  const digits = digitsOf(values)
  const chart = useMemo(() => chartOf(signal, referenceRuns), [signal, referenceRuns])
  const volume = /^volume (.+)$/.exec(signal.name)?.[1]
  const called = volume ? t('monitor.volume', { structure: volume }) : code('signal', signal.name)
  const name = signal.unit ? `${called} (${signal.unit})` : called
  return (
    <Paper component="section" aria-labelledby={id} p="md">
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={3} id={id}>
          {name}
        </Title>
        {latest ? (
          <StatusBadge
            state={latest.alarm ? 'failed' : 'done'}
            label={t(latest.alarm ? 'monitor.alarm' : 'monitor.calm')}
          />
        ) : (
          <StatusBadge state="waiting" label={t('monitor.notyet')} />
        )}
      </Group>
      <LineChart
        label={t('monitor.chart', {
          name,
          n: signal.points.length,
          mean: signal.reference ? number(signal.reference.mean, language, digits) : '–',
          last: values.length ? number(values.at(-1) ?? 0, language, digits) : '–',
        })}
        xName={t('deploy.runs')}
        {...chart}
      />
      {signal.windows.length > 0 ? (
        <details className={classes['details']}>
          <summary>
            {t('monitor.table')}{' '}
            <Text span size="sm" c="gray.7">
              ({t('monitor.judged', { n: signal.windows.length, a: alarms })})
            </Text>
          </summary>
          <DataTable
            caption={`${t('monitor.table')}: ${name}`}
            rows={signal.windows.map((one, n) => ({ ...one, n: n + 1 }))}
            keyOf={(one) => `${one.n}`}
            columns={[
              {
                key: 'n',
                head: t('monitor.window'),
                rowHead: true,
                cell: (one) => (
                  <>
                    {one.n}, <TimeText at={one.to} />
                  </>
                ),
              },
              { key: 'psi', head: t('monitor.psi'), right: true, cell: (one) => shown(one.psi, language, 2) },
              {
                key: 'p',
                head: t('monitor.p'),
                right: true,
                cell: (one) => (one.p < 0.0001 ? `< ${number(0.0001, language, 4)}` : shown(one.p, language, 4)),
              },
              {
                key: 'alarm',
                head: t('study.timeline.state'),
                cell: (one) => (
                  <StatusBadge
                    state={one.alarm ? 'failed' : 'done'}
                    label={t(one.alarm ? 'monitor.alarm' : 'monitor.calm')}
                  />
                ),
              },
            ]}
          />
          <Text size="xs" c="gray.7" px="sm">
            {t('monitor.psi.help', { limit: number(signal.threshold.psi, language, 2) })}{' '}
            {t('monitor.p.help', { limit: number(signal.threshold.p, language, 4) })}
          </Text>
        </details>
      ) : null}
    </Paper>
  )
}

/** The index is infinite when a window leaves the reference altogether; JSON carries that as null. */
function shown(value: number | null, language: 'da' | 'en', digits: number): string {
  return value === null || !Number.isFinite(value) ? '∞' : number(value, language, digits)
}

function digitsOf(values: readonly number[]): number {
  const largest = Math.max(0, ...values.map(Math.abs))
  return largest < 1 ? 3 : largest < 100 ? 1 : 0
}
