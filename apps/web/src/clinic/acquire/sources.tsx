import { acquireEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { date, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { AddSource } from './add-source.tsx'
import { RefusedSenders } from './refused-senders.tsx'

type Source = ReplyOf<typeof acquireEndpoints.sources>[number]

/** Who may send, on which permit, and who was turned away. */
export function Sources() {
  const { t, code, language } = useWords()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const sources = useAsk(acquireEndpoints.sources, {}, { every: 5 })
  return (
    <>
      <PageTitle
        title={t('sources.title')}
        lead={t('sources.lead')}
        actions={
          may('source.manage') ? (
            <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
              {t('sources.add')}
            </Button>
          ) : null
        }
      />
      {adding ? <AddSource onClose={() => setAdding(false)} /> : null}
      <Panel title={t('sources.title')} flush>
        <Answer of={sources}>
          {(rows) => (
            <DataTable
              caption={t('sources.title')}
              rows={rows}
              keyOf={(one) => one.id}
              empty={
                <EmptyState icon="acquire" title={t('sources.none')}>
                  {t('sources.none.why')}
                </EmptyState>
              }
              columns={[
                { key: 'name', head: t('sources.name'), rowHead: true, cell: (one) => one.name },
                {
                  key: 'ae',
                  head: t('sources.ae'),
                  cell: (one) => (
                    <Text span ff="monospace" fz="sm">
                      {one.aeTitle}
                    </Text>
                  ),
                },
                { key: 'kind', head: t('sources.kind'), cell: (one) => code('sources.kind', one.kind) },
                { key: 'permit', head: t('sources.permit'), cell: (one) => <PermitOfSource source={one} /> },
                {
                  key: 'next',
                  head: t('sources.next'),
                  width: '22%',
                  cell: (one) =>
                    one.next ? (
                      <ServerText>{one.next}</ServerText>
                    ) : (
                      <Text size="sm" c="green.7">
                        {t('sources.ready')}
                      </Text>
                    ),
                },
                {
                  key: 'return',
                  head: t('sources.return'),
                  cell: (one) =>
                    one.returnTo ? `${one.returnTo.aeTitle} (${one.returnTo.host}:${one.returnTo.port})` : '–',
                },
                {
                  key: 'received',
                  head: t('sources.received'),
                  right: true,
                  cell: (one) =>
                    `${t('studies.count', { n: one.studies })}, ${number(one.instances, language)} ${t('arrived.instances').toLowerCase()}`,
                },
                {
                  key: 'last',
                  head: t('sources.last'),
                  cell: (one) => (one.lastReceivedAt ? <TimeText at={one.lastReceivedAt} /> : '–'),
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
      <RefusedSenders />
    </>
  )
}

function PermitOfSource({ source }: { source: Source }) {
  const { t, language } = useWords()
  const may = useMay()
  if (source.permit) {
    return (
      <To to={`/govern/permits/${source.permit.id}`}>
        <StatusBadge state={source.permit.state} />{' '}
        {t('sources.until', { date: date(source.permit.expiresAt, language) })}
      </To>
    )
  }
  if (!may('permit.request')) return t('sources.permit.none')
  return (
    <To to={`/govern/permits/new?kind=standing-source&about=${encodeURIComponent(source.aeTitle)}`}>
      {t('sources.permit.ask')}
    </To>
  )
}
