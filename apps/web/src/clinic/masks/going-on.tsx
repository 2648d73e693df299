import { deidentifyEndpoints } from '@clic/contracts'
import { Group, Loader, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { ToButton } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { StopReason } from '../stop-reason.tsx'

/** What becomes of the study of an object that was let go on. */
export function GoingOn({ of }: { of: { studyId: string; permitId: string; boxes: number } }) {
  const { t } = useWords()
  const may = useMay()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const progress = useAsk(deidentifyEndpoints.progress, {}, { every: 1 })
  const run = progress.data?.runs.find((one) => one.studyId === of.studyId && one.permitId === of.permitId)
  const working = !run || run.state === 'waiting'
  return (
    <>
      <h2 ref={heading} tabIndex={-1} style={{ margin: '0 0 10px', fontSize: '1.15rem' }}>
        {t(of.boxes > 0 ? 'mask.sent' : 'mask.sent.clean', { n: of.boxes })}
      </h2>
      <Panel title={t('mask.sent.study')}>
        <Group gap="sm" role="status" aria-busy={working}>
          {working ? <Loader size="xs" /> : null}
          <StatusBadge state={run?.state ?? 'waiting'} />
          <Text size="sm">
            {working
              ? t('mask.sent.working')
              : t('mask.sent.objects', { n: run.objectsReleased, kept: run.objectsQuarantined })}
          </Text>
        </Group>
        {run && !working ? <StopReason reason={run.reason} next={run.next} /> : null}
        <Group mt="md">
          <ToButton to="/deidentify/quarantine" variant="default">
            {t('mask.back')}
          </ToButton>
          {may('proof.read') && (run?.objectsReleased ?? 0) > 0 ? (
            <ToButton to={`/deidentify/studies/${of.studyId}`} variant="default">
              {t('deid.proofs')}
            </ToButton>
          ) : null}
        </Group>
      </Panel>
    </>
  )
}
