import { registerEndpoints } from '@clic/contracts'
import { Group, Text, Title } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { PersonName } from '../../parts/person-name.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To, ToButton } from '../../parts/to.tsx'
import { dateTime } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { Notice } from '../parts/notices.tsx'
import { Approvals } from './approvals.tsx'
import { KindBadge, type Release, ReleaseState } from './release-text.tsx'
import { SendRelease } from './send-release.tsx'

/** One release: what it binds, what validation said, who approved it, and its way to the clinic. */
export function ReleasePage() {
  const { t } = useWords()
  const { releaseId } = useParams({ strict: false }) as { releaseId: string }
  const release = useAsk(registerEndpoints.release, { params: { releaseId } }, { every: 5 })
  const data = release.data
  return (
    <>
      <PageTitle
        title={data ? `${data.productName} ${data.version}` : t('release.one')}
        lead={
          data ? (
            <Group gap="sm" component="span">
              <KindBadge kind={data.kind} />
              <ReleaseState release={data} />
            </Group>
          ) : undefined
        }
        actions={
          <ToButton to="/register" variant="default">
            {t('release.back')}
          </ToButton>
        }
      />
      <Answer of={release} lines={6}>
        {(one) => <Opened release={one} />}
      </Answer>
    </>
  )
}

function Opened({ release }: { release: Release }) {
  const { t, language } = useWords()
  return (
    <>
      {release.recalledAt && (
        <Notice icon="stop" tone="brick">
          <Title order={2} size="h4">
            {t('release.recalled.when', { at: dateTime(release.recalledAt, language) })}
          </Title>
          <Text size="sm" maw={720}>
            {t('release.recalled.what')}
          </Text>
        </Notice>
      )}
      <Panel title={t('release.binds')}>
        <Facts min={240}>
          <Field label={t('candidate.weights')}>
            <Hash value={release.weightsSha256} what={t('candidate.weights')} length={24} />
          </Field>
          <Field label={t('release.map')}>
            <Hash value={release.mapSha256} what={t('release.map')} length={24} />
          </Field>
          <Field label={t('release.made-from')}>
            {release.candidateId ? <To to="/develop/candidates">{t('candidate.one')}</To> : t('release.elsewhere')}
          </Field>
          <Field label={t('release.builders')}>
            {release.builders.map((one, n) => (
              <span key={one}>
                {n > 0 ? ', ' : ''}
                <PersonName id={one} />
              </span>
            ))}
          </Field>
          <Field label={t('release.registered')}>
            <TimeText at={release.registeredAt} />
          </Field>
        </Facts>
        <Text size="sm" mt="md" fw={500}>
          {t('release.map.check')}
        </Text>
        {release.mapFindings.length === 0 ? (
          <Text size="sm">{t('release.map.ok')}</Text>
        ) : (
          <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
            {release.mapFindings.map((one) => (
              <li key={one.message}>
                <Text size="sm">
                  <b>{t(`release.map.${one.level}`)}</b> <ServerText>{one.message}</ServerText>
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('release.verdict')}>
        {release.verdict ? (
          <Group gap="sm">
            <StatusBadge state={release.verdict.verdict} />
            <Text size="sm">
              <TimeText at={release.verdict.at} /> · {t('release.protocol')}{' '}
              <Hash value={release.verdict.protocolHash} what={t('release.protocol')} length={12} />
            </Text>
            <To to={`/validate/results/${release.verdict.resultId}`}>{t('release.verdict.see')}</To>
          </Group>
        ) : (
          <Text size="sm" c="gray.7">
            {t('release.not-validated.why')}
          </Text>
        )}
      </Panel>
      <Panel title={t('approval.title')} lead={t('approval.lead')}>
        <Approvals release={release} />
      </Panel>
      {release.state === 'withdrawn' ? null : (
        <Panel title={t('send.title')}>
          <SendRelease release={release} />
        </Panel>
      )}
    </>
  )
}
