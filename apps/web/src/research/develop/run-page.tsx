import { developEndpoints, type TrainingRun } from '@clic/contracts'
import { Box, Button, Group, SimpleGrid, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ProgressLine } from '../../parts/progress-line.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To, ToButton } from '../../parts/to.tsx'
import { number, setting } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { DatasetLink } from '../curate/dataset-link.tsx'
import { Notice } from '../parts/notices.tsx'

const Curves = lazy(async () => ({ default: (await import('./curves.tsx')).Curves }))
const colours = ['#b06f00', '#1f77b4', '#00795c', '#9a4a84', '#a83521', '#3a6095']

/** One training run, live while it lasts. */
export function RunPage() {
  const { t } = useWords()
  const { runId } = useParams({ strict: false }) as { runId: string }
  const [lasting, setLasting] = useState(true)
  const run = useAsk(developEndpoints.read, { params: { runId } }, lasting ? { every: 1 } : {})
  const goesOn = run.data === undefined || run.data.state === 'waiting' || run.data.state === 'running'
  if (goesOn !== lasting) setLasting(goesOn)
  return (
    <>
      <PageTitle
        title={run.data?.name ?? t('training.one')}
        lead={run.data ? <Lead run={run.data} /> : undefined}
        actions={
          <>
            <Cancel run={run.data} />
            <Again run={run.data} />
            <ToButton to="/develop" variant="default">
              {t('training.back')}
            </ToButton>
          </>
        }
      />
      <Answer of={run} lines={6}>
        {(one) => <Opened run={one} />}
      </Answer>
    </>
  )
}

function Lead({ run }: { run: TrainingRun }) {
  const { t } = useWords()
  return (
    <Group gap="sm" component="span">
      <StatusBadge state={run.state} />
      <Text span size="sm">
        {t('training.by', { who: run.startedByName })} <TimeText at={run.startedAt} />
      </Text>
    </Group>
  )
}

function Cancel({ run }: { run: TrainingRun | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const cancel = useDo(developEndpoints.cancel, { refresh: [developEndpoints.read, developEndpoints.list] })
  if (!run || (run.state !== 'waiting' && run.state !== 'running') || !may('training.start')) return null
  return (
    <>
      <Button
        color="brick"
        variant="outline"
        loading={cancel.busy}
        onClick={() => window.confirm(t('training.cancel.sure')) && void cancel.run({ params: { runId: run.id } })}
      >
        {t('training.cancel')}
      </Button>
      <ProblemNotice problem={cancel.problem} onClose={cancel.clear} />
    </>
  )
}

/** A new run of the same dataset with the same settings; the stopped one stays as it is. */
function Again({ run }: { run: TrainingRun | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const start = useDo(developEndpoints.start, { refresh: [developEndpoints.list] })
  if (!run || (run.state !== 'failed' && run.state !== 'cancelled') || !may('training.start')) return null
  const send = async () => {
    const { permitId, datasetId, name, config } = run
    const made = await start.run({ body: { permitId, datasetId, name, config } })
    if (made.ok) await navigate({ to: `/develop/runs/${made.value.id}` })
  }
  return (
    <>
      <Button loading={start.busy} onClick={() => void send()}>
        {t('training.again')}
      </Button>
      <ProblemNotice problem={start.problem} onClose={start.clear} />
    </>
  )
}

function Opened({ run }: { run: TrainingRun }) {
  const { t, language } = useWords()
  const last = run.epochs.at(-1)
  const structures = Object.keys(
    run.epochs.find((one) => Object.keys(one.diceByStructure).length > 0)?.diceByStructure ?? {},
  )
  const x = run.epochs.map((one) => one.epoch)
  // Seconds are counted from the start of the run.
  const seconds = last?.seconds ?? 0
  return (
    <>
      {run.state === 'failed' ? (
        <Notice icon="stop" tone="brick">
          <b>{t('training.failed')}</b> <ServerText>{run.reason ?? ''}</ServerText>
          {run.next ? (
            <div>
              {t('problem.next')}: <ServerText>{run.next}</ServerText>
            </div>
          ) : null}
        </Notice>
      ) : null}
      {run.state === 'waiting' ? (
        <Notice icon="clock" tone="slate">
          {t('training.waiting')}
        </Notice>
      ) : null}
      {run.state === 'running' && run.config.epochs ? (
        <Box mb="lg">
          <ProgressLine label={t('training.epochs')} done={run.epochs.length} total={run.config.epochs} />
        </Box>
      ) : null}
      {run.candidateId ? (
        <Notice icon="check" tone="green" action={<To to="/develop/candidates">{t('training.candidate.see')}</To>}>
          {t('training.candidate')}
        </Notice>
      ) : null}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Panel
          title={t('training.loss')}
          lead={
            last ? t('training.last', { epoch: last.epoch, value: number(last.loss, language, 3) }) : t('training.none')
          }
        >
          <Suspense>
            {x.length > 0 ? (
              <Curves
                label={t('training.loss.label')}
                xLabel={t('training.epoch')}
                x={x}
                curves={[{ label: t('training.loss'), colour: '#6b295b', values: run.epochs.map((one) => one.loss) }]}
              />
            ) : null}
          </Suspense>
        </Panel>
        <Panel
          title={t('training.dice')}
          lead={
            last?.dice === undefined || last.dice === null
              ? t('training.none')
              : t('training.last', { epoch: last.epoch, value: number(last.dice, language, 3) })
          }
        >
          <Suspense>
            {x.length > 0 ? (
              <Curves
                label={t('training.dice.label')}
                xLabel={t('training.epoch')}
                x={x}
                range={[0, 1]}
                curves={[
                  {
                    label: t('training.dice.mean'),
                    colour: '#17262c',
                    values: run.epochs.map((one) => one.dice),
                    dash: [6, 4],
                  },
                  ...structures.map((name, n) => ({
                    label: name,
                    colour: colours[n % colours.length] as string,
                    values: run.epochs.map((one) => one.diceByStructure[name] ?? null),
                  })),
                ]}
              />
            ) : null}
          </Suspense>
        </Panel>
      </SimpleGrid>
      <Panel title={t('training.stands-on')}>
        <Facts min={210}>
          <Field label={t('training.dataset')}>
            <DatasetLink id={run.datasetId} />
          </Field>
          <Field label={t('dataset.root')}>
            <Hash value={run.dataRoot} what={t('dataset.root')} length={16} />
          </Field>
          <Field label={t('training.seed')}>{String(run.config.seed)}</Field>
          <Field label={t('training.epochs')}>
            {number(run.epochs.length, language)}
            {run.config.epochs ? ` / ${number(run.config.epochs, language)}` : ''}
          </Field>
          <Field label={t('training.rate')}>
            {run.config.learningRate ? setting(run.config.learningRate, language) : t('training.auto')}
          </Field>
          <Field label={t('training.batch')}>{run.config.batch ?? t('training.auto')}</Field>
          <Field label={t('training.seconds')}>{t('training.seconds.value', { n: Math.round(seconds) })}</Field>
          <Field label={t('training.finished')}>{run.finishedAt ? <TimeText at={run.finishedAt} /> : '–'}</Field>
        </Facts>
      </Panel>
      {run.epochs.length > 0 ? (
        <Panel title={t('training.table')} flush>
          <DataTable
            caption={t('training.table')}
            rows={[...run.epochs].reverse().slice(0, 12)}
            keyOf={(one) => String(one.epoch)}
            columns={[
              { key: 'epoch', head: t('training.epoch'), rowHead: true, cell: (one) => number(one.epoch, language) },
              { key: 'loss', head: t('training.loss'), right: true, cell: (one) => number(one.loss, language, 4) },
              {
                key: 'dice',
                head: t('training.dice.mean'),
                right: true,
                cell: (one) => (one.dice === null ? '–' : number(one.dice, language, 3)),
              },
              ...structures.map((name) => ({
                key: name,
                head: name,
                right: true,
                cell: (one: TrainingRun['epochs'][number]) =>
                  one.diceByStructure[name] === undefined ? '–' : number(one.diceByStructure[name], language, 3),
              })),
              {
                key: 'seconds',
                head: t('training.epoch.seconds'),
                right: true,
                cell: (one) => number(one.seconds, language, 1),
              },
            ]}
          />
        </Panel>
      ) : null}
    </>
  )
}
