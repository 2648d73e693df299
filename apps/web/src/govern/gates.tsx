import { type Decision, governEndpoints, type ReplyOf } from '@clic/contracts'
import { NativeSelect, SegmentedControl, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useAsk } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Hash } from '../parts/hash.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Panel } from '../parts/panel.tsx'
import { useDirectory } from '../parts/person-name.tsx'
import { FindingList } from '../parts/problem-notice.tsx'
import { ServerText } from '../parts/server-text.tsx'
import { ShortId } from '../parts/short-id.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { citation } from '../words/format.ts'
import { useWords } from '../words/index.tsx'

type Rule = ReplyOf<typeof governEndpoints.rules>[number]

/** What the gates decided, and the rules they decide by. */
export function Gates() {
  const { t } = useWords()
  const [view, setView] = useState<'decisions' | 'rules'>('decisions')
  const [gate, setGate] = useState('')
  const rules = useAsk(governEndpoints.rules, {})
  const gates = [...new Set((rules.data ?? []).map((one) => one.gate))]
  return (
    <>
      <PageTitle
        title={t('gates.title')}
        lead={t('gates.lead')}
        actions={
          <SegmentedControl
            aria-label={t('gates.view')}
            value={view}
            onChange={(value) => setView(value === 'rules' ? 'rules' : 'decisions')}
            data={[
              { value: 'decisions', label: t('gates.decisions') },
              { value: 'rules', label: t('gates.rules') },
            ]}
          />
        }
      />
      {view === 'decisions' ? (
        <Decisions gate={gate} gates={gates} onGate={setGate} />
      ) : (
        <Answer of={rules}>{(all) => <Rules rules={all} />}</Answer>
      )}
    </>
  )
}

function Decisions({ gate, gates, onGate }: { gate: string; gates: string[]; onGate: (gate: string) => void }) {
  const { t, code } = useWords()
  const { nameOf } = useDirectory()
  const [open, setOpen] = useState<'' | 'true' | 'false'>('')
  const decisions = useAsk(
    governEndpoints.decisions,
    { query: { limit: 200, ...(gate ? { gate } : {}), ...(open ? { open } : {}) } },
    { every: 4 },
  )
  return (
    <Panel
      title={t('gates.decisions')}
      flush
      actions={
        <>
          <NativeSelect
            size="xs"
            aria-label={t('gates.gate')}
            value={gate}
            onChange={(event) => onGate(event.currentTarget.value)}
            data={[
              { value: '', label: t('gates.all') },
              ...gates.map((one) => ({ value: one, label: code('gate', one) })),
            ]}
          />
          <NativeSelect
            size="xs"
            aria-label={t('gates.show')}
            value={open}
            onChange={(event) => setOpen(event.currentTarget.value as '' | 'true' | 'false')}
            data={[
              { value: '', label: t('gates.open.any') },
              { value: 'false', label: t('gates.open.false') },
              { value: 'true', label: t('gates.open.true') },
            ]}
          />
        </>
      }
    >
      <Answer of={decisions}>
        {(rows) => (
          <DataTable
            caption={t('gates.decisions')}
            rows={rows}
            keyOf={(one) => one.id}
            empty={<EmptyState icon="gate" title={t('gates.none')} />}
            columns={[
              {
                key: 'gate',
                head: t('gates.gate'),
                rowHead: true,
                width: '20%',
                cell: (one) => code('gate', one.gate),
              },
              {
                key: 'open',
                head: t('permits.state'),
                cell: (one) => (
                  <StatusBadge
                    state={one.open ? 'done' : 'refused'}
                    label={t(one.open ? 'gates.open' : 'gates.closed')}
                  />
                ),
              },
              { key: 'why', head: t('gates.why'), width: '38%', cell: (one) => <Findings decision={one} /> },
              { key: 'subject', head: t('gates.subject'), cell: (one) => <Subject subject={one.subject} /> },
              { key: 'actor', head: t('gates.actor'), cell: (one) => nameOf(one.actor) },
              { key: 'at', head: t('gates.when'), cell: (one) => <TimeText at={one.at} /> },
              {
                key: 'evidence',
                head: t('gates.evidence'),
                cell: (one) => <Hash value={one.evidence} what={t('gates.evidence')} length={6} />,
              },
            ]}
          />
        )}
      </Answer>
    </Panel>
  )
}

function Findings({ decision }: { decision: Decision }) {
  const { t, language } = useWords()
  const closed = decision.findings.filter((one) => !one.ok)
  if (closed.length > 0) return <FindingList findings={closed} />
  return (
    <details>
      <summary>{t('gates.held', { n: decision.findings.length })}</summary>
      {decision.findings.map((one) => (
        <Text key={`${one.rule} ${one.reason}`} size="xs" py={1}>
          <ServerText>{one.reason}</ServerText>{' '}
          <Text span c="gray.7" inherit>
            {citation(one.citation, language)}
          </Text>
        </Text>
      ))}
    </details>
  )
}

function Subject({ subject }: { subject: { kind: string; id: string } }) {
  const { code } = useWords()
  return (
    <>
      <Text size="xs" c="gray.7">
        {code('subject', subject.kind)}
      </Text>
      <ShortId id={subject.id} to={subject.kind === 'permit' && `/govern/permits/${subject.id}`} />
    </>
  )
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  const { t, code, language } = useWords()
  const gates = [...new Set(rules.map((one) => one.gate))]
  return (
    <>
      <Text size="sm" mb="md">
        {t('gates.rules.count', { n: rules.length, g: gates.length })}
      </Text>
      {gates.map((gate) => (
        <section key={gate}>
          <Title order={2} mb={4} mt="lg">
            {code('gate', gate)}
          </Title>
          <DataTable
            caption={code('gate', gate)}
            rows={rules.filter((one) => one.gate === gate)}
            keyOf={(one) => one.rule}
            columns={[
              {
                key: 'rule',
                head: t('gates.rule'),
                rowHead: true,
                width: '36%',
                cell: (one) => <ServerText>{one.sentence}</ServerText>,
              },
              {
                key: 'citation',
                head: t('gates.citation'),
                width: '22%',
                cell: (one) => citation(one.citation, language),
              },
              { key: 'source', head: t('gates.source'), width: '18%', cell: (one) => one.source },
              {
                key: 'from',
                head: t('gates.valid'),
                cell: (one) => (
                  <>
                    <TimeText at={one.validFrom} as="date" />
                    {one.validTo ? (
                      <>
                        {' '}
                        – <TimeText at={one.validTo} as="date" />
                      </>
                    ) : null}
                  </>
                ),
              },
              { key: 'who', head: t('gates.who'), width: '18%', cell: (one) => <ServerText>{one.who}</ServerText> },
            ]}
          />
        </section>
      ))}
    </>
  )
}
