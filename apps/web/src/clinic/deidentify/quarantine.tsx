import { deidentifyEndpoints } from '@clic/contracts'
import { Button, Stack } from '@mantine/core'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { ToButton } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { StopReason } from '../stop-reason.tsx'

/** What cannot leave, why, and trying again after it was put right. */
export function Quarantine() {
  const { t } = useWords()
  const may = useMay()
  const kept = useAsk(deidentifyEndpoints.quarantine, { query: { limit: 500 } }, { every: 5 })
  const retry = useDo(deidentifyEndpoints.retry, {
    refresh: [deidentifyEndpoints.quarantine, deidentifyEndpoints.progress],
  })
  return (
    <>
      <PageTitle title={t('quarantine.title')} lead={t('quarantine.lead')} />
      <ProblemNotice problem={retry.problem} onClose={retry.clear} />
      <Panel title={t('deid.objects.kept')} flush>
        <Answer of={kept}>
          {(rows) => (
            <DataTable
              caption={t('quarantine.title')}
              rows={rows}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="check" title={t('quarantine.none')} />}
              columns={[
                {
                  key: 'object',
                  head: t('apart.object'),
                  rowHead: true,
                  cell: (one) => <Hash value={one.inputSha256} what="SHA-256" />,
                },
                { key: 'modality', head: t('studies.modality'), cell: (one) => one.modality },
                {
                  key: 'study',
                  head: t('study'),
                  cell: (one) => (
                    <ShortId id={one.studyId} to={may('study.read') && `/acquire/studies/${one.studyId}`} />
                  ),
                },
                {
                  key: 'project',
                  head: t('deid.project'),
                  cell: (one) => <ShortId id={one.permitId} to={`/govern/permits/${one.permitId}`} />,
                },
                { key: 'at', head: t('apart.at'), cell: (one) => <TimeText at={one.at} /> },
                {
                  key: 'why',
                  head: t('senders.why'),
                  width: '42%',
                  cell: (one) => <StopReason reason={one.reason} next={one.next} />,
                },
                {
                  key: 'retry',
                  head: '',
                  cell: (one) => (
                    <Stack gap={6} align="flex-end">
                      {one.maskable && may('sample.review') ? (
                        <ToButton size="compact-xs" to={`/deidentify/quarantine/${one.id}`}>
                          {t('mask.open')}
                        </ToButton>
                      ) : null}
                      {may('study.deidentify') ? (
                        <Button
                          size="compact-xs"
                          variant="default"
                          loading={retry.busy}
                          onClick={() => void retry.run({ body: { permitId: one.permitId, studyId: one.studyId } })}
                        >
                          {t('deid.retry')}
                        </Button>
                      ) : null}
                    </Stack>
                  ),
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}
