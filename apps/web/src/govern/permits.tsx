import { permitEndpoints } from '@clic/contracts'
import { NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Panel } from '../parts/panel.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { To, ToButton } from '../parts/to.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'

/** Every permit this zone knows, those that wait for a decision first. */
export function Permits() {
  const { t, code } = useWords()
  const { zone } = useSession()
  const may = useMay()
  const [kind, setKind] = useState('')
  const permits = useAsk(permitEndpoints.list, {}, { every: 4 })
  const waiting = (state: string) => (state === 'submitted' || state === 'screened' ? 0 : 1)
  return (
    <>
      <PageTitle
        title={t('permits.title')}
        lead={t('permits.lead')}
        actions={
          zone.zone !== 'clinic' ? (
            <Text size="sm" c="gray.7" maw={240}>
              {t('permits.inclinic')}
            </Text>
          ) : may('permit.request') ? (
            <ToButton to="/govern/permits/new" leftSection={<Icon name="plus" size={16} />}>
              {t('permits.new')}
            </ToButton>
          ) : null
        }
      />
      <Panel
        title={t('permits.title')}
        flush
        actions={
          <NativeSelect
            size="xs"
            aria-label={t('permits.kind')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value)}
            data={[
              { value: '', label: t('all') },
              ...(['project', 'standing-source', 'standing-release'] as const).map((one) => ({
                value: one,
                label: t(`kind.${one}`),
              })),
            ]}
          />
        }
      >
        <Answer of={permits}>
          {(all) => (
            <DataTable
              caption={t('permits.title')}
              rows={all
                .filter((one) => !kind || one.terms.kind === kind)
                .sort((a, b) => waiting(a.state) - waiting(b.state) || b.requestedAt.localeCompare(a.requestedAt))}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="permit" title={t('permits.none')} />}
              columns={[
                {
                  key: 'title',
                  head: t('permits.permit'),
                  rowHead: true,
                  width: '32%',
                  cell: (one) => (
                    <To to={`/govern/permits/${one.id}`} fw={600}>
                      {one.terms.title}
                    </To>
                  ),
                },
                { key: 'kind', head: t('permits.kind'), cell: (one) => code('kind', one.terms.kind) },
                {
                  key: 'phases',
                  head: t('permits.phases'),
                  cell: (one) => one.terms.phases.map((phase) => code('phase', phase.phase)).join(', ') || '–',
                },
                { key: 'state', head: t('permits.state'), cell: (one) => <StatusBadge state={one.state} /> },
                { key: 'by', head: t('permits.by'), cell: (one) => one.proposedBy.name },
                { key: 'approved', head: t('permits.approvedby'), cell: (one) => one.approvedBy?.name ?? '–' },
                {
                  key: 'until',
                  head: t('permits.until'),
                  cell: (one) => <TimeText at={one.terms.expiresAt} as="date" />,
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}
