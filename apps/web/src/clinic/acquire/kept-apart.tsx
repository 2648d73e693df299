import { acquireEndpoints } from '@clic/contracts'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { bytes } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { StopReason } from '../stop-reason.tsx'

/** Objects that reception could not take further, with the reason and what to do. */
export function KeptApart() {
  const { t, code, language } = useWords()
  const kept = useAsk(acquireEndpoints.refusedObjects, { query: { limit: 500 } }, { every: 5 })
  return (
    <>
      <PageTitle title={t('apart.title')} lead={t('apart.lead')} />
      <Panel title={t('studies.objects')} flush>
        <Answer of={kept}>
          {(rows) => (
            <DataTable
              caption={t('apart.title')}
              rows={rows}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="check" title={t('apart.none')} />}
              columns={[
                {
                  key: 'object',
                  head: t('apart.object'),
                  rowHead: true,
                  cell: (one) => <Hash value={one.sha256} what="SHA-256" />,
                },
                { key: 'state', head: t('study.timeline.state'), cell: (one) => <StatusBadge state={one.state} /> },
                {
                  key: 'source',
                  head: t('studies.source'),
                  cell: (one) =>
                    `${one.source} (${code('way', one.way)}${one.position === null ? '' : ` #${one.position}`})`,
                },
                { key: 'size', head: t('apart.size'), right: true, cell: (one) => bytes(one.size, language) },
                { key: 'at', head: t('apart.at'), cell: (one) => <TimeText at={one.at} /> },
                {
                  key: 'study',
                  head: t('study'),
                  cell: (one) =>
                    one.studyId ? <ShortId id={one.studyId} to={`/acquire/studies/${one.studyId}`} /> : '–',
                },
                {
                  key: 'why',
                  head: t('senders.why'),
                  width: '36%',
                  cell: (one) => <StopReason reason={one.reason} next={one.next} />,
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}
