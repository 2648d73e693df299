import { acquireEndpoints } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { StopReason } from '../stop-reason.tsx'

/** Senders that were turned away at the door: the same one for the same reason is one row. */
export function RefusedSenders() {
  const { t, code, language } = useWords()
  const refused = useAsk(acquireEndpoints.refusedReceptions, { query: { limit: 200 } }, { every: 5 })
  return (
    <Panel title={t('refused.title')} lead={t('refused.lead')} flush>
      <Answer of={refused}>
        {(rows) => (
          <DataTable
            caption={t('refused.title')}
            rows={rows}
            keyOf={(one) => one.id}
            empty={<EmptyState icon="check" title={t('refused.none')} />}
            columns={[
              {
                key: 'who',
                head: t('refused.who'),
                rowHead: true,
                cell: (one) => (
                  <Text span ff="monospace" fz="sm">
                    {one.callingAe || '–'}
                  </Text>
                ),
              },
              { key: 'way', head: t('sources.kind'), cell: (one) => code('way', one.way) },
              { key: 'called', head: t('refused.called'), cell: (one) => one.calledAe || '–' },
              { key: 'from', head: t('refused.from'), cell: (one) => one.peer },
              { key: 'times', head: t('refused.times'), right: true, cell: (one) => number(one.times, language) },
              { key: 'last', head: t('refused.last'), cell: (one) => <TimeText at={one.lastAt} /> },
              {
                key: 'why',
                head: t('refused.why'),
                width: '38%',
                cell: (one) => <StopReason reason={one.reason} next={one.next} />,
              },
            ]}
          />
        )}
      </Answer>
    </Panel>
  )
}
