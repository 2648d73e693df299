import { deployEndpoints, permitEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { DriftText } from '../drift-text.tsx'

type Release = ReplyOf<typeof deployEndpoints.releases>[number]

/** The AI products that came through the door, and putting one into operation. */
export function Releases() {
  const { t } = useWords()
  const releases = useAsk(deployEndpoints.releases, {}, { every: 3 })
  const [chosen, setChosen] = useState<Release>()
  return (
    <>
      <PageTitle title={t('deploy.title')} lead={t('deploy.lead')} />
      {chosen ? <Activate release={chosen} onClose={() => setChosen(undefined)} /> : null}
      <Answer of={releases}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="deploy" title={t('deploy.none')}>
              {t('deploy.none.why')}
            </EmptyState>
          ) : (
            rows.map((one) => <ReleasePanel key={one.id} release={one} onActivate={() => setChosen(one)} />)
          )
        }
      </Answer>
    </>
  )
}

function ReleasePanel({ release, onActivate }: { release: Release; onActivate: () => void }) {
  const { t, code, language } = useWords()
  const may = useMay()
  return (
    <Panel
      title={`${release.productName} ${release.version}`}
      actions={
        <>
          <StatusBadge state={release.state} />
          {release.state === 'received' && may('release.deploy') ? (
            <Button onClick={onActivate}>{t('deploy.activate')}</Button>
          ) : null}
          {release.state === 'suspended' ? <To to={`/monitor?release=${release.id}`}>{t('deploy.resume')}</To> : null}
        </>
      }
    >
      {release.reason ? (
        <Text size="sm" c="brick.7" mb="sm">
          <DriftText>{release.reason}</DriftText>
        </Text>
      ) : null}
      <Facts>
        <Field label={t('deploy.verdict')}>
          <StatusBadge state={release.verdict} />
        </Field>
        <Field label={t('deploy.worker')}>
          <StatusBadge
            state={release.worker}
            tone={release.worker === 'warm' ? 'good' : release.worker === 'failed' ? 'bad' : 'wait'}
          />
        </Field>
        <Field label={t('deploy.runs.count')}>
          <To to="/deploy/runs">{number(release.runs, language)}</To>
        </Field>
        <Field label={t('deploy.weights')}>
          <Hash value={release.weightsSha256} what="SHA-256" />
        </Field>
        <Field label={t('deploy.permit')}>
          {release.permitId ? <ShortId id={release.permitId} to={`/govern/permits/${release.permitId}`} /> : '–'}
        </Field>
        <Field label={t('deploy.received')}>
          <TimeText at={release.receivedAt} />
        </Field>
        <Field label={t('deploy.activated')}>{release.activatedAt ? <TimeText at={release.activatedAt} /> : '–'}</Field>
        <Field label={t('deploy.approvals')}>
          <Stack gap={0}>
            {release.approvals.map((one) => (
              <span key={one.role}>
                {one.name} ({code('role', one.role)})
              </span>
            ))}
          </Stack>
        </Field>
      </Facts>
    </Panel>
  )
}

function Activate({ release, onClose }: { release: Release; onClose: () => void }) {
  const { t } = useWords()
  const permits = useAsk(permitEndpoints.list, {})
  const activate = useDo(deployEndpoints.activate, { refresh: [deployEndpoints.releases] })
  const [permitId, setPermitId] = useState('')
  const standing = (permits.data ?? []).filter((one) => one.terms.kind === 'standing-release' && one.state === 'active')
  return (
    <AskDialog
      title={t('deploy.activate.title', { name: `${release.productName} ${release.version}` })}
      step={t('deploy.activate')}
      size="lg"
      needs={{ permit: !permitId && t('deploy.need.permit') }}
      doing={activate}
      onDo={() => activate.run({ params: { releaseId: release.id }, body: { permitId } })}
      onClose={onClose}
    >
      {permits.data && standing.length === 0 ? <Text size="sm">{t('deploy.activate.nopermit')}</Text> : null}
      <NativeSelect
        name="permit"
        label={t('deploy.activate.permit')}
        required
        value={permitId}
        onChange={(event) => setPermitId(event.currentTarget.value)}
        data={[
          { value: '', label: t('deploy.permit.pick') },
          ...standing.map((one) => ({ value: one.id, label: one.terms.title })),
        ]}
      />
    </AskDialog>
  )
}
