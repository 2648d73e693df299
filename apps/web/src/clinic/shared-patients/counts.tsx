import { governEndpoints, type ReplyOf, sharedPatientsEndpoints } from '@clic/contracts'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useDirectory } from '../../parts/person-name.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'

type Run = ReplyOf<typeof sharedPatientsEndpoints.runs>[number]

/** Counts that were asked for and answered here, and what of each the ledger holds. */
export function Counts() {
  const { t, code, language } = useWords()
  const may = useMay()
  const runs = useAsk(sharedPatientsEndpoints.runs, {}, { every: 3 })
  const [open, setOpen] = useState<string>()
  return (
    <>
      <Panel title={t('shared.counts')} lead={t('shared.counts.lead')} flush>
        <Answer of={runs}>
          {(rows) => (
            <DataTable
              caption={t('shared.counts')}
              rows={rows}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="people" title={t('shared.counts.none')} />}
              columns={[
                { key: 'at', head: t('apart.at'), rowHead: true, cell: (one) => <TimeText at={one.at} /> },
                {
                  key: 'partner',
                  head: t('shared.partner'),
                  cell: (one) => (
                    <>
                      {one.partner}
                      <Text size="xs" c="gray.7">
                        {one.project}
                      </Text>
                    </>
                  ),
                },
                {
                  key: 'way',
                  head: t('shared.way'),
                  width: 130,
                  cell: (one) => (
                    <Text size="xs">
                      {code('shared.direction', one.direction)}
                      <br />
                      {t(one.byFile ? 'shared.way.file' : 'shared.way.door')}
                    </Text>
                  ),
                },
                {
                  key: 'sizes',
                  head: t('shared.sizes'),
                  cell: (one) => (
                    <Text size="xs" style={{ whiteSpace: 'nowrap' }}>
                      {t('shared.sizes.own', { n: sizeText(one.sizes.own, language) })}
                      <br />
                      {t('shared.sizes.partner', { n: sizeText(one.sizes.partner, language) })}
                    </Text>
                  ),
                },
                { key: 'state', head: t('study.timeline.state'), cell: (one) => <StatusBadge state={one.state} /> },
                { key: 'count', head: t('shared.count'), width: 130, cell: (one) => <CountText run={one} /> },
                {
                  key: 'reason',
                  head: t('shared.reason'),
                  width: '24%',
                  cell: (one) => <Text size="xs">{one.reason ?? '–'}</Text>,
                },
                {
                  key: 'log',
                  head: '',
                  cell: (one) =>
                    may('ledger.read') ? (
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-expanded={open === one.id}
                        onClick={() => setOpen(open === one.id ? undefined : one.id)}
                      >
                        {t('shared.logged')}
                      </Button>
                    ) : null,
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
      {open ? <Logged key={open} runId={open} /> : null}
    </>
  )
}

/** The count, or why it is not told. */
export function CountText({ run, large }: { run: Run; large?: boolean }) {
  const { t, language } = useWords()
  const size = large ? 'lg' : 'sm'
  if (run.count !== null)
    return (
      <Text size={size} fw={700}>
        {large ? t('shared.count.n', { n: run.count }) : number(run.count, language)}
      </Text>
    )
  if (run.suppressed)
    return (
      <Text size={size} fw={large ? 600 : 500}>
        {t(run.suppressed === 'fewer-than-10' ? 'shared.few' : 'shared.most')}
      </Text>
    )
  return run.problem ? (
    <Text size="xs" c="brick.8">
      <ServerText>{run.problem}</ServerText>
    </Text>
  ) : (
    <Text size="sm">–</Text>
  )
}

/** What the ledger of this zone holds of one count. */
function Logged({ runId }: { runId: string }) {
  const { t, code } = useWords()
  const { nameOf } = useDirectory()
  const events = useAsk(governEndpoints.ledger, { query: { kind: 'shared-count', id: runId } })
  return (
    <Panel title={t('shared.logged')} lead={t('shared.logged.lead')} flush>
      <Answer of={events}>
        {(rows) => (
          <DataTable
            caption={t('shared.logged')}
            rows={[...rows].reverse()}
            keyOf={(one) => String(one.seq)}
            empty={<EmptyState icon="ledger" title={t('shared.logged.none')} />}
            columns={[
              { key: 'seq', head: t('shared.logged.seq'), rowHead: true, cell: (one) => one.seq },
              { key: 'at', head: t('apart.at'), cell: (one) => <TimeText at={one.at} /> },
              { key: 'actor', head: t('shared.logged.actor'), cell: (one) => nameOf(one.actor) },
              { key: 'action', head: t('shared.logged.action'), cell: (one) => code('shared.event', one.action) },
              {
                key: 'facts',
                head: t('shared.logged.facts'),
                width: '44%',
                cell: (one) => (
                  <Text size="xs">
                    {factsOf(one.payload)
                      .map(([name, value]) => `${code('shared.fact', name)}: ${code('shared.value', value)}`)
                      .join(' · ')}
                  </Text>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </Panel>
  )
}

/** What an event says beside whom and what the list says already. */
const told = ['direction', 'ownSize', 'partnerSize', 'count', 'why', 'gate']

function factsOf(payload: unknown): [string, string][] {
  const facts: Record<string, unknown> = { ...(payload as Record<string, unknown> | null) }
  return told.filter((name) => (facts[name] ?? null) !== null).map((name) => [name, String(facts[name])])
}

function sizeText(size: number | null, language: 'da' | 'en'): string {
  return size === null ? '–' : number(size, language)
}
