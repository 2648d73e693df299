import { deployEndpoints } from '@clic/contracts'
import { Paper } from '@mantine/core'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { median } from './median.ts'
import { type Run, RunTable } from './run-table.tsx'

/** Every study on its way through a release, live. */
export function Runs() {
  const { t } = useWords()
  const runs = useAsk(deployEndpoints.runs, { query: { limit: 300 } }, { every: 2 })
  return (
    <>
      <PageTitle title={t('runs.title')} lead={t('runs.lead')} />
      <Answer of={runs}>
        {(rows) => (
          <>
            {rows.length > 0 ? <Figures runs={rows} /> : null}
            <Panel title={t('runs.title')} flush>
              <RunTable runs={rows} />
            </Panel>
          </>
        )}
      </Answer>
    </>
  )
}

function Figures({ runs }: { runs: readonly Run[] }) {
  const { t, language } = useWords()
  const seconds = runs.flatMap((one) => one.secondsFromArrival ?? []).sort((a, b) => a - b)
  const show = (value: number | undefined) =>
    value === undefined ? '–' : t('deid.seconds.value', { n: number(value, language, 1) })
  return (
    <Paper p="md" mb="lg">
      <Facts min={150}>
        <Field label={t('runs.total')}>{number(runs.filter((one) => one.state === 'returned').length, language)}</Field>
        <Field label={t('runs.stopped')}>
          {number(runs.filter((one) => one.state === 'refused' || one.state === 'failed').length, language)}
        </Field>
        <Field label={t('runs.median')}>{show(median(seconds))}</Field>
        <Field label={t('runs.slowest')}>{show(seconds.at(-1))}</Field>
      </Facts>
    </Paper>
  )
}
