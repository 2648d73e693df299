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
    <Panel title={t('senders.title')} lead={t('senders.lead')} flush>
      <Answer of={refused}>
        {(rows) => (
          <DataTable
            caption={t('senders.title')}
            rows={rows}
            keyOf={(one) => one.id}
            empty={<EmptyState icon="check" title={t('senders.none')} />}
            columns={[
              {
                key: 'who',
                head: t('senders.who'),
                rowHead: true,
                cell: (one) => (
                  <Text span ff="monospace" fz="sm">
                    {one.callingAe || '–'}
                  </Text>
                ),
              },
              { key: 'way', head: t('sources.kind'), cell: (one) => code('way', one.way) },
              { key: 'called', head: t('senders.called'), cell: (one) => one.calledAe || '–' },
              { key: 'from', head: t('senders.from'), cell: (one) => one.peer },
              { key: 'times', head: t('senders.times'), right: true, cell: (one) => number(one.times, language) },
              { key: 'last', head: t('senders.last'), cell: (one) => <TimeText at={one.lastAt} /> },
              {
                key: 'why',
                head: t('senders.why'),
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
