import { deployEndpoints, monitorEndpoints } from '@clic/contracts'
import { Alert, Button, Group, NativeSelect, Paper, Text, Title } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { To } from '../../parts/to.tsx'
import { dateTime, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import classes from './monitor.module.css'
import { SignalPanel } from './signal-panel.tsx'

/** Input and output drift of one release, chart by chart. */
export function Drift() {
  const { t } = useWords()
  const navigate = useNavigate()
  const search: { release?: string } = useSearch({ strict: false })
  const releases = useAsk(deployEndpoints.releases, {}, { every: 5 })
  const watched = (releases.data ?? []).filter((one) => one.state !== 'received')
  const release = watched.find((one) => one.id === search.release) ?? watched[0]
  return (
    <>
      <PageTitle
        title={t('monitor.title')}
        lead={t('monitor.lead')}
        actions={
          watched.length > 0 ? (
            <NativeSelect
              label={t('monitor.pick')}
              value={release?.id ?? ''}
              onChange={(event) =>
                void navigate({ to: '/monitor', search: { release: event.currentTarget.value } as never })
              }
              data={watched.map((one) => ({ value: one.id, label: `${one.productName} ${one.version}` }))}
            />
          ) : null
        }
      />
      {release ? (
        <ReleaseDrift releaseId={release.id} state={release.state} />
      ) : (
        <Answer of={releases}>{() => <EmptyState icon="monitor" title={t('monitor.none')} />}</Answer>
      )}
    </>
  )
}

function ReleaseDrift({ releaseId, state }: { releaseId: string; state: string }) {
  const { t, language } = useWords()
  const signals = useAsk(monitorEndpoints.signals, { params: { releaseId } }, { every: 3 })
  return (
    <>
      {state === 'suspended' ? <StandsStill releaseId={releaseId} /> : null}
      <Answer of={signals} lines={5}>
        {(now) => (
          <>
            <Paper p="md" mb="lg">
              <Group justify="space-between" gap="md">
                <div>
                  <Text size="sm">{t('monitor.reference', { n: now.referenceRuns, w: now.windowRuns })}</Text>
                  <Text size="sm" fw={600}>
                    {t('monitor.sofar', { n: now.runs })}
                    {now.runs < now.referenceRuns
                      ? `. ${t('monitor.needmore', { n: now.referenceRuns - now.runs })}`
                      : ''}
                  </Text>
                </div>
                <Group gap="lg">
                  <StatusBadge state={state} />
                  <Text size="sm">
                    {t('monitor.feedback')}:{' '}
                    <To
                      to="/monitor/results"
                      inText
                    >{`${number(now.feedback.accepted, language)} ${t('monitor.accepted')}, ${number(now.feedback.rejected, language)} ${t('monitor.rejected')}`}</To>
                  </Text>
                </Group>
              </Group>
              <ul className={classes['legend']}>
                <li data-mark="reference">{t('monitor.legend.reference')}</li>
                <li data-mark="calm">{t('monitor.legend.window')}</li>
                <li data-mark="alarm">{t('monitor.legend.alarm')}</li>
              </ul>
            </Paper>
            {(['input', 'output'] as const).map((direction) => (
              <section key={direction}>
                <Title order={2} mb="sm" mt="lg">
                  <Group component="span" gap={8}>
                    <Icon name={direction === 'input' ? 'image' : 'deploy'} />
                    {t(`monitor.${direction}`)}
                  </Group>
                </Title>
                <div className={classes['charts']}>
                  {now.signals
                    .filter((one) => one.direction === direction)
                    .sort((a, b) => Number(b.windows.at(-1)?.alarm ?? false) - Number(a.windows.at(-1)?.alarm ?? false))
                    .map((one) => (
                      <SignalPanel key={one.name} signal={one} referenceRuns={now.referenceRuns} />
                    ))}
                </div>
              </section>
            ))}
          </>
        )}
      </Answer>
    </>
  )
}

/** Why no study goes through it: a recall is for good, a drift until somebody concluded. */
function StandsStill({ releaseId }: { releaseId: string }) {
  const { t, language } = useWords()
  const recalls = useAsk(monitorEndpoints.recalls, {}, { every: 10 })
  const recall = recalls.data?.find((one) => one.releaseId === releaseId)
  if (!recalls.data) return null
  if (!recall) return <Suspended releaseId={releaseId} />
  return (
    <Alert
      color="brick"
      title={t('recall.by', { name: recall.by, at: dateTime(recall.at, language) })}
      icon={<Icon name="stop" />}
      mb="lg"
    >
      <Text size="sm">
        {t('recall.sure')}{' '}
        <To to="/monitor/findings" inText>
          {t('recall.title')}
        </To>
      </Text>
    </Alert>
  )
}

function Suspended({ releaseId }: { releaseId: string }) {
  const { t } = useWords()
  const may = useMay()
  const resume = useDo(monitorEndpoints.resume, { refresh: [deployEndpoints.releases, monitorEndpoints.signals] })
  return (
    <Alert color="amber" title={t('monitor.suspended')} icon={<Icon name="warn" />} mb="lg">
      <Text size="sm" mb="sm">
        {t('monitor.resume.next')}{' '}
        <To to="/monitor/findings" inText>
          {t('findings.title')}
        </To>
      </Text>
      {may('finding.close') ? (
        <Button
          loading={resume.busy}
          onClick={() => void resume.run({ params: { releaseId } })}
          mb={resume.problem ? 'sm' : 0}
        >
          {t('monitor.resume')}
        </Button>
      ) : null}
      <ProblemNotice problem={resume.problem} onClose={resume.clear} />
    </Alert>
  )
}
