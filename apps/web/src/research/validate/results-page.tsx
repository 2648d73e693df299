import { validateEndpoints } from '@clic/contracts'
import { Select, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { OnlyFor } from '../parts/notices.tsx'
import { KindBadge } from '../register/release-text.tsx'
import { Comparison } from './comparison.tsx'
import { type Protocol, titleOf, type Validation } from './rows.ts'
import { RunValidation } from './run-validation.tsx'

/** Validations of all products, and those of one protocol side by side. */
export function ResultsPage() {
  const { t } = useWords()
  const may = useMay()
  const validations = useAsk(validateEndpoints.validations, {}, { every: 2 })
  const protocols = useAsk(validateEndpoints.protocols, {}, { every: 15 })
  const columns = useColumns(protocols.data ?? [])
  return (
    <>
      <PageTitle title={t('validation.title')} lead={t('validation.lead')} />
      {may('validation.run') ? <RunValidation protocols={protocols.data ?? []} /> : null}
      <Answer of={validations} lines={6}>
        {(rows) => (
          <>
            <ComparisonPanel validations={rows} protocols={protocols.data ?? []} />
            <Panel
              title={t('validation.list')}
              flush
              actions={may('validation.run') ? null : <OnlyFor action="validation.run" />}
            >
              <DataTable
                caption={t('validation.list')}
                rows={rows}
                keyOf={(one) => one.id}
                columns={columns}
                empty={
                  <EmptyState icon="validate" title={t('validation.empty')}>
                    {t('validation.empty.why')}
                  </EmptyState>
                }
              />
            </Panel>
          </>
        )}
      </Answer>
    </>
  )
}

function useColumns(protocols: Protocol[]) {
  const { t, language } = useWords()
  const titles = new Map(protocols.map((one) => [one.id, one.document.title]))
  return [
    {
      key: 'product',
      head: t('validation.product'),
      rowHead: true,
      cell: (one: Validation) => (
        <To to={`/validate/results/${one.id}`} fw={600}>
          {titleOf(one)}
        </To>
      ),
    },
    { key: 'kind', head: t('product.kind'), cell: (one: Validation) => <KindBadge kind={one.kind} /> },
    { key: 'protocol', head: t('protocol.one'), cell: (one: Validation) => titles.get(one.protocolId) ?? '–' },
    {
      key: 'state',
      head: t('col.state'),
      cell: (one: Validation) => (
        <StatusBadge
          state={one.verdict ?? one.state}
          label={
            one.state === 'running'
              ? t('progress.of', { done: number(one.done, language), total: number(one.total, language) })
              : undefined
          }
        />
      ),
    },
    {
      key: 'opening',
      head: t('validation.opening'),
      right: true,
      cell: (one: Validation) => (one.opening === null ? '–' : number(one.opening, language)),
    },
    { key: 'when', head: t('col.when'), cell: (one: Validation) => <TimeText at={one.finishedAt ?? one.startedAt} /> },
  ]
}

function ComparisonPanel({ validations, protocols }: { validations: Validation[]; protocols: Protocol[] }) {
  const { t } = useWords()
  const measured = protocols.filter((protocol) =>
    validations.some((one) => one.protocolId === protocol.id && one.summary.length > 0),
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const protocol = measured.find((one) => one.id === chosen) ?? measured[0]
  if (!protocol) return null
  // The newest measurement of each release counts.
  const of = validations
    .filter((one) => one.protocolId === protocol.id && one.summary.length > 0)
    .filter((one, n, all) => all.findIndex((other) => other.releaseId === one.releaseId) === n)
  return (
    <Panel
      title={t('validation.compare')}
      lead={t('validation.compare.lead')}
      actions={
        measured.length > 1 ? (
          <Select
            size="xs"
            w={300}
            aria-label={t('protocol.one')}
            value={protocol.id}
            allowDeselect={false}
            onChange={setChosen}
            data={measured.map((one) => ({ value: one.id, label: one.document.title }))}
          />
        ) : (
          <Text size="sm" c="gray.7">
            {protocol.document.title}
          </Text>
        )
      }
    >
      <Comparison validations={of} />
    </Panel>
  )
}
