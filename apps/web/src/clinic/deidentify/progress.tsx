import { deidentifyEndpoints, permitEndpoints, type ReplyOf } from '@clic/contracts'
import { Box, Button, Group } from '@mantine/core'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ProgressLine } from '../../parts/progress-line.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { bytes, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { StopReason } from '../stop-reason.tsx'
import { RuleCounts } from './rule-counts.tsx'

type Progress = ReplyOf<typeof deidentifyEndpoints.progress>

/** How far de-identification is, how fast it goes, whether the vault answers, and the latest studies. */
export function DeidentifyProgress() {
  const { t } = useWords()
  const progress = useAsk(deidentifyEndpoints.progress, {}, { every: 2 })
  const rules = useAsk(deidentifyEndpoints.rules, {}, { every: 10 })
  return (
    <>
      <PageTitle title={t('deid.title')} lead={t('deid.lead')} />
      <Answer of={progress}>
        {(now) => (
          <>
            <Figures now={now} />
            <Runs now={now} />
          </>
        )}
      </Answer>
      {rules.data?.length ? (
        <Panel title={t('deid.rules')} lead={t('deid.rules.lead')}>
          <RuleCounts
            rules={Object.fromEntries(rules.data.map((one) => [one.rule, one.times]))}
            objects={Math.max(...rules.data.map((one) => one.objects))}
          />
        </Panel>
      ) : null}
    </>
  )
}

function Figures({ now }: { now: Progress }) {
  const { t, code, language } = useWords()
  const { studies, objects, facts, vault } = now
  const total = studies.waiting + studies.held + studies.left + studies.refused + studies.quarantined + studies.failed
  const factsTotal = facts.left + facts.waiting + facts.refused
  return (
    <>
      {vault.up ? null : (
        <ProblemNotice
          problem={{
            type: 'urn:clic:problem:vault',
            title: t('deid.vault.down'),
            status: 503,
            detail: vault.reason ?? '',
            next: vault.next ?? undefined,
          }}
        />
      )}
      <Panel title={t('deid.progress')}>
        <ProgressLine label={t('deid.left')} done={studies.left} total={total} />
        <Group gap="xs" my="sm">
          {(['waiting', 'held', 'refused', 'quarantined', 'failed'] as const)
            .filter((state) => studies[state] > 0)
            .map((state) => (
              <StatusBadge
                key={state}
                state={state}
                label={`${number(studies[state], language)} ${code('state', state)}`}
              />
            ))}
        </Group>
        {factsTotal > 0 ? <ProgressLine label={t('deid.facts')} done={facts.left} total={factsTotal} /> : null}
        <div style={{ height: 18 }} />
        <Facts min={150}>
          <Field label={t('deid.objects')}>{number(objects.released, language)}</Field>
          <Field label={t('deid.objects.kept')}>
            {objects.quarantined > 0 ? (
              <To to="/deidentify/quarantine">{number(objects.quarantined, language)}</To>
            ) : (
              '0'
            )}
          </Field>
          <Field label={t('deid.amount')}>{bytes(objects.bytes, language)}</Field>
          <Field label={t('deid.speed')}>
            {now.objectsPerSecond === null
              ? t('deid.speed.none')
              : t('deid.speed.value', { n: number(now.objectsPerSecond, language, now.objectsPerSecond < 10 ? 1 : 0) })}
          </Field>
          <Field label={t('deid.vault')}>
            <Group gap={6} wrap="nowrap" title={t('deid.vault.what')}>
              <Icon name="vault" size={16} />
              <StatusBadge
                state={vault.up ? 'active' : 'failed'}
                label={t(vault.up ? 'deid.vault.up' : 'deid.vault.down')}
              />
            </Group>
          </Field>
        </Facts>
      </Panel>
    </>
  )
}

function Runs({ now }: { now: Progress }) {
  const { t, language } = useWords()
  const may = useMay()
  const permits = useAsk(permitEndpoints.list, {})
  const retry = useDo(deidentifyEndpoints.retry, { refresh: [deidentifyEndpoints.progress] })
  const titleOf = (id: string) => permits.data?.find((one) => one.id === id)?.terms.title ?? `…${id.slice(-8)}`
  return (
    <Panel title={t('deid.runs')} flush>
      <ProblemNotice problem={retry.problem} onClose={retry.clear} />
      <DataTable
        caption={t('deid.runs')}
        rows={now.runs}
        keyOf={(one) => one.studyId + one.permitId}
        empty={
          <EmptyState icon="deidentify" title={t('deid.runs.none')}>
            {t('deid.runs.none.why')}
          </EmptyState>
        }
        columns={[
          {
            key: 'study',
            head: t('study'),
            rowHead: true,
            cell: (one) => <ShortId id={one.studyId} to={may('study.read') && `/acquire/studies/${one.studyId}`} />,
          },
          {
            key: 'project',
            head: t('deid.project'),
            cell: (one) => <To to={`/govern/permits/${one.permitId}`}>{titleOf(one.permitId)}</To>,
          },
          { key: 'state', head: t('study.timeline.state'), cell: (one) => <StatusBadge state={one.state} /> },
          {
            key: 'why',
            head: t('senders.why'),
            width: '34%',
            cell: (one) =>
              one.state === 'left' ? (
                <To to={`/deidentify/studies/${one.studyId}`}>{t('deid.proofs')}</To>
              ) : one.state === 'waiting' ? (
                one.reason ? (
                  <ServerText>{one.reason}</ServerText>
                ) : null
              ) : (
                // Wide enough to be read: in a narrow window it would be a word a line.
                <Box miw={220}>
                  <StopReason reason={one.reason} next={one.next} calm={one.state === 'held'} />
                  {one.state !== 'held' && may('study.deidentify') ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      mt={4}
                      loading={retry.busy}
                      onClick={() => void retry.run({ body: { permitId: one.permitId, studyId: one.studyId } })}
                    >
                      {t('deid.retry')}
                    </Button>
                  ) : null}
                </Box>
              ),
          },
          {
            key: 'objects',
            head: t('deid.rule.objects'),
            cell: (one) => (
              <>
                {t('deid.objects.released', { n: number(one.objectsReleased, language) })}
                <br />
                {t('deid.objects.held', { n: number(one.objectsQuarantined, language) })}
              </>
            ),
          },
          {
            key: 'at',
            head: t('apart.at'),
            cell: (one) => (
              <>
                <TimeText at={one.at} />
                <br />
                {one.seconds === null ? null : t('deid.seconds.value', { n: number(one.seconds, language, 1) })}
              </>
            ),
          },
        ]}
      />
    </Panel>
  )
}
