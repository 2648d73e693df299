import { annotateEndpoints, linkEndpoints } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useWords } from '../../words/index.tsx'

/** Masks that were not taken, with the reason and what to do. */
export function RefusedMasksPage() {
  const { t } = useWords()
  const refused = useAsk(annotateEndpoints.refusedMasks, {}, { every: 10 })
  const studies = useAsk(linkEndpoints.studies, { query: { limit: 1000 } })
  const pseudonyms = new Map((studies.data ?? []).map((one) => [one.id, one.pseudonym]))
  return (
    <>
      <PageTitle title={t('refused.title')} lead={t('refused.lead')} />
      <Panel title={t('refused.title')} flush>
        <Answer of={refused}>
          {(rows) => (
            <DataTable
              caption={t('refused.title')}
              rows={rows}
              keyOf={(one) => `${one.studyId} ${one.at}`}
              empty={
                <EmptyState icon="check" title={t('refused.none')}>
                  {t('refused.none.why')}
                </EmptyState>
              }
              columns={[
                {
                  key: 'study',
                  head: t('col.study'),
                  rowHead: true,
                  cell: (one) =>
                    pseudonyms.has(one.studyId) ? (
                      <Text span ff="monospace" size="sm">
                        {pseudonyms.get(one.studyId)}
                      </Text>
                    ) : (
                      <Hash value={one.studyId} length={12} />
                    ),
                },
                { key: 'reason', head: t('problem.why'), cell: (one) => <ServerText>{one.reason}</ServerText> },
                { key: 'next', head: t('problem.next'), cell: (one) => <ServerText>{one.next}</ServerText> },
                { key: 'when', head: t('col.when'), cell: (one) => <TimeText at={one.at} /> },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}
