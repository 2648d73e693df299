import { curateEndpoints, validateEndpoints } from '@clic/contracts'
import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ProgressLine } from '../../parts/progress-line.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To, ToButton } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { InventedNotice, Notice } from '../parts/notices.tsx'
import { KindBadge } from '../register/release-text.tsx'
import { CaseStrip } from './case-strip.tsx'
import { ForestLegend, NumbersTable, Plot } from './comparison.tsx'
import { ForestPlot } from './forest-plot.tsx'
import { structuresOf, titleOf, type Validation } from './rows.ts'
import { Subgroups } from './subgroups.tsx'

/** One validation: verdict, figures with their intervals, every case, subgroups, and the rules that decided. */
export function ResultPage() {
  const { t } = useWords()
  const { validationId } = useParams({ strict: false }) as { validationId: string }
  const [lasting, setLasting] = useState(true)
  const result = useAsk(validateEndpoints.validation, { params: { validationId } }, lasting ? { every: 1 } : {})
  const data = result.data
  const goesOn = data === undefined || data.state === 'waiting' || data.state === 'running'
  if (goesOn !== lasting) setLasting(goesOn)
  return (
    <>
      <PageTitle
        title={data ? titleOf(data) : t('validation.one')}
        lead={
          data ? (
            <Group gap="sm" component="span">
              <KindBadge kind={data.kind} />
              <StatusBadge state={data.verdict ?? data.state} />
            </Group>
          ) : undefined
        }
        actions={
          <>
            <Again result={data} />
            <ToButton to="/validate" variant="default">
              {t('validation.back')}
            </ToButton>
          </>
        }
      />
      <Answer of={result} lines={8}>
        {(one) => <Opened result={one} />}
      </Answer>
    </>
  )
}

function Opened({ result }: { result: Validation }) {
  const { t } = useWords()
  const structures = structuresOf([result])
  const single = (metric: 'dice' | 'hd95') => [
    {
      name: '',
      rows: result.summary
        .filter((one) => one.metric === metric)
        .map((row) => ({
          key: row.structure,
          label: row.structure,
          estimate: row.estimate,
          lower: row.lower,
          upper: row.upper,
          threshold: row.threshold,
          passed: row.passed,
        })),
    },
  ]
  const strip = (value: (one: Validation['cases'][number]) => number | null) =>
    structures.map((structure) => ({
      key: structure,
      label: structure,
      values: result.cases
        .filter((one) => one.structure === structure)
        .map(value)
        .filter((one) => one !== null),
    }))
  return (
    <>
      <Verdict result={result} />
      {result.state === 'waiting' || result.state === 'running' ? (
        <Panel title={t('validation.measuring')}>
          <ProgressLine label={t('validation.measuring.what')} done={result.done} total={result.total} />
        </Panel>
      ) : null}
      {result.summary.length > 0 ? (
        <>
          <Panel title={t('plot.measured')} lead={t('plot.dice.lead')}>
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl" verticalSpacing="lg">
              <Plot title={t('plot.dice')}>
                <ForestPlot label={t('plot.dice.label')} groups={single('dice')} metric="dice" />
                <ForestLegend />
              </Plot>
              <Plot title={t('plot.cases.all')}>
                <CaseStrip label={t('plot.cases.all')} rows={strip((one) => one.dice)} metric="dice" />
              </Plot>
              {single('hd95')[0]?.rows.length ? (
                <>
                  <Plot title={t('plot.hd95')}>
                    <ForestPlot label={t('plot.hd95.label')} groups={single('hd95')} metric="hd95" />
                  </Plot>
                  <Plot title={t('plot.cases.hd95')}>
                    <CaseStrip label={t('plot.cases.hd95')} rows={strip((one) => one.hd95)} metric="hd95" />
                  </Plot>
                </>
              ) : null}
            </SimpleGrid>
          </Panel>
          <Panel title={t('plot.table')}>
            <NumbersTable validations={[result]} />
          </Panel>
          <Panel title={t('subgroup.title')} lead={t('subgroup.lead')}>
            <InventedNotice when={result.invented && result.subgroups.length > 0} />
            <Subgroups rows={result.subgroups} />
          </Panel>
        </>
      ) : null}
      {result.findings.length > 0 ? <Findings findings={result.findings} /> : null}
      <Panel title={t('validation.stands-on')}>
        <Facts min={220}>
          <Field label={t('validation.protocol.hash')}>
            <Hash value={result.protocolHash} what={t('validation.protocol.hash')} length={24} />
          </Field>
          <Field label={t('release.one')}>
            <To to={`/register/releases/${result.releaseId}`}>{titleOf(result)}</To>
          </Field>
          <Field label={t('validation.opening')}>{result.opening ?? '–'}</Field>
          <Field label={t('training.started')}>
            <TimeText at={result.startedAt} />
          </Field>
          <Field label={t('training.finished')}>{result.finishedAt ? <TimeText at={result.finishedAt} /> : '–'}</Field>
        </Facts>
      </Panel>
    </>
  )
}

/** The same release by the same protocol once more; the gate decides whether the sealed part may be opened again. */
function Again({ result }: { result: Validation | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const run = useDo(validateEndpoints.run, {
    refresh: [validateEndpoints.validations, validateEndpoints.protocols, curateEndpoints.datasets],
  })
  if (result?.state !== 'failed' || !may('validation.run')) return null
  const send = async () => {
    if (!window.confirm(t('validation.again.sure'))) return
    const made = await run.run({ body: { protocolId: result.protocolId, releaseId: result.releaseId } })
    if (made.ok) await navigate({ to: `/validate/results/${made.value.id}` })
  }
  return (
    <>
      <Button loading={run.busy} onClick={() => void send()}>
        {t('validation.again')}
      </Button>
      <ProblemNotice problem={run.problem} onClose={run.clear} />
    </>
  )
}

function Verdict({ result }: { result: Validation }) {
  const { t, language } = useWords()
  if (result.state === 'failed')
    return (
      <Notice icon="stop" tone="brick">
        <b>{t('validation.failed')}</b> <ServerText>{result.reason ?? ''}</ServerText>
      </Notice>
    )
  if (result.verdict === 'accepted')
    return (
      <Notice icon="check" tone="green">
        <b>{t('validation.accepted')}</b> {t('validation.accepted.why')}
      </Notice>
    )
  const below = result.summary.filter((one) => one.metric === 'dice' && one.passed === false)
  const show = (value: number) => number(value, language, 3)
  if (result.verdict === 'refused')
    return (
      <Notice icon="stop" tone="brick">
        <b>{t('validation.refused')}</b>{' '}
        {below.map((one) => (
          <div key={one.structure}>
            {t('validation.refused.row', {
              structure: one.structure,
              lower: show(one.lower),
              threshold: show(one.threshold ?? 0),
            })}
          </div>
        ))}
        {below.length > 0 ? null : result.reason ? (
          <ServerText>{result.reason}</ServerText>
        ) : (
          t('validation.refused.why')
        )}
      </Notice>
    )
  return null
}

function Findings({ findings }: { findings: Validation['findings'] }) {
  const { t } = useWords()
  return (
    <Panel title={t('validation.findings')} lead={t('validation.findings.lead')}>
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {findings.map((one) => (
          <Group component="li" key={one.rule} gap="sm" wrap="nowrap" align="flex-start">
            <Text span c={one.ok ? 'green.7' : 'brick.6'} pt={2}>
              <Icon name={one.ok ? 'check' : 'cross'} size={16} label={t(one.ok ? 'plot.passed' : 'plot.failed')} />
            </Text>
            <div>
              <Text size="sm">
                <ServerText>{one.reason}</ServerText>
              </Text>
              <Text size="xs" c="gray.7">
                {one.citation}
              </Text>
            </div>
          </Group>
        ))}
      </Stack>
    </Panel>
  )
}
