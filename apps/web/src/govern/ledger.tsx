import { governEndpoints } from '@clic/contracts'
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { useAsk, useDo } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Facts, Field } from '../parts/field.tsx'
import { Hash } from '../parts/hash.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Panel } from '../parts/panel.tsx'
import { useDirectory } from '../parts/person-name.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { number } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import classes from './govern.module.css'

const page = 100
const headSchema = z.object({ size: z.number(), root: z.string() })

/** Everything that changed, and recomputing the whole of it. */
export function Ledger() {
  const { t, code, language } = useWords()
  const { nameOf } = useDirectory()
  const [action, setAction] = useState('')
  const [before, setBefore] = useState<number>()
  const events = useAsk(
    governEndpoints.ledger,
    { query: { limit: page, ...(action ? { action } : {}), ...(before ? { before } : {}) } },
    { every: before ? 0 : 4 },
  )
  return (
    <>
      <PageTitle title={t('ledger.title')} lead={t('ledger.lead')} />
      <Verify />
      <Panel
        title={t('ledger.size')}
        flush
        actions={
          action ? (
            <Button size="xs" variant="default" onClick={() => setAction('')}>
              {t('ledger.all')}
            </Button>
          ) : null
        }
      >
        <Answer of={events}>
          {(rows) => (
            <>
              <DataTable
                caption={t('ledger.title')}
                rows={rows}
                keyOf={(one) => `${one.seq}`}
                empty={<EmptyState icon="ledger" title={t('ledger.none')} />}
                columns={[
                  {
                    key: 'seq',
                    head: t('ledger.seq'),
                    rowHead: true,
                    right: true,
                    width: 70,
                    cell: (one) => number(one.seq, language),
                  },
                  { key: 'at', head: t('ledger.when'), width: 170, cell: (one) => <TimeText at={one.at} /> },
                  { key: 'actor', head: t('ledger.actor'), cell: (one) => nameOf(one.actor) },
                  {
                    key: 'action',
                    head: t('ledger.action'),
                    cell: (one) => (
                      <Button
                        variant="subtle"
                        size="compact-sm"
                        ff="monospace"
                        fw={500}
                        title={t('ledger.filter')}
                        onClick={() => {
                          setBefore(undefined)
                          setAction(one.action)
                        }}
                      >
                        {one.action}
                      </Button>
                    ),
                  },
                  {
                    key: 'subject',
                    head: t('ledger.subject'),
                    cell: (one) => (
                      <>
                        {code('subject', one.subject.kind)}{' '}
                        <Hash value={one.subject.id} length={one.subject.id.length > 24 ? 16 : 24} />
                      </>
                    ),
                  },
                  {
                    key: 'payload',
                    head: t('ledger.payload'),
                    width: '32%',
                    cell: (one) =>
                      one.erased ? (
                        <StatusBadge state="withdrawn" label={t('ledger.erased.one')} />
                      ) : (
                        <Payload value={one.payload} />
                      ),
                  },
                ]}
              />
              <Group justify="center" gap="sm" p="sm">
                {before ? (
                  <Button size="xs" variant="default" onClick={() => setBefore(undefined)}>
                    {t('ledger.newest')}
                  </Button>
                ) : null}
                {rows.length === page ? (
                  <Button size="xs" variant="default" onClick={() => setBefore(rows.at(-1)?.seq)}>
                    {t('ledger.older')}
                  </Button>
                ) : null}
              </Group>
            </>
          )}
        </Answer>
      </Panel>
    </>
  )
}

function Verify() {
  const { t, language } = useWords()
  const verify = useDo(governEndpoints.verify)
  const [result, setResult] = useState<{
    ok: boolean
    size: number
    root: string
    faults: string[]
    erased: string[]
  }>()
  const run = async () => {
    const answer = await verify.run({})
    setResult(answer.ok ? answer.value : undefined)
  }
  return (
    <Panel
      title={t('ledger.verify')}
      actions={
        <Button loading={verify.busy} leftSection={<Icon name="ledger" size={16} />} onClick={() => void run()}>
          {t('ledger.verify')}
        </Button>
      }
    >
      <SignedHead />
      <div aria-live="polite">
        {verify.busy ? <Text size="sm">{t('ledger.verifying')}</Text> : null}
        <ProblemNotice problem={verify.problem} />
        {result && !verify.busy ? (
          <>
            <Group gap={8} mb="sm">
              <StatusBadge
                state={result.ok ? 'done' : 'failed'}
                label={result.ok ? t('ledger.ok', { n: result.size }) : t('ledger.broken')}
              />
            </Group>
            <Facts>
              <Field label={t('ledger.size')}>{number(result.size, language)}</Field>
              <Field label={t('ledger.root')}>
                <Hash value={result.root} what={t('ledger.root')} length={24} />
              </Field>
              {result.erased.length > 0 ? <Field label={t('ledger.erased')}>{result.erased.join('; ')}</Field> : null}
            </Facts>
            {result.faults.map((fault) => (
              <Text key={fault} size="sm" c="brick.7" lang="en">
                {fault}
              </Text>
            ))}
          </>
        ) : null}
      </div>
    </Panel>
  )
}

/** The newest head of this zone's ledger that both zones signed: from then on neither can rewrite it alone. */
function SignedHead() {
  const { t } = useWords()
  const heads = useAsk(governEndpoints.ledger, { query: { action: 'tree-head.co-signed', limit: 1 } }, { every: 15 })
  const head = heads.data?.[0]
  const said = headSchema.safeParse(head?.payload)
  if (!head || !said.success) return heads.data ? <Text size="sm">{t('ledger.head.none')}</Text> : null
  return (
    <Facts>
      <Field label={t('ledger.head')}>{t('ledger.head.events', { n: said.data.size })}</Field>
      <Field label={t('ledger.root')}>
        <Hash value={said.data.root} what={t('ledger.root')} length={24} />
      </Field>
      <Field label={t('ledger.when')}>
        <TimeText at={head.at} />
      </Field>
    </Facts>
  )
}

/** The details of an event: each with its name, ids and digests shortened; all of it as data when opened. */
function Payload({ value }: { value: unknown }) {
  const { t } = useWords()
  const fields = Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
    ([, content]) => content !== null && content !== '' && !(Array.isArray(content) && content.length === 0),
  )
  if (fields.length === 0) return <>–</>
  return (
    <details>
      <summary>
        {fields.slice(0, 4).map(([name, content]) => (
          <span key={name} className={classes['detail']}>
            <span>{name}</span> {shortened(content)}
          </span>
        ))}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe scrollable-region-focusable) */}
      <section tabIndex={0} aria-label={t('ledger.payload')} className={classes['payload']}>
        {JSON.stringify(value, null, 2)}
      </section>
    </details>
  )
}

function shortened(content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return /^([0-9a-f]{40,}|[a-z-]+-[0-9a-z]{26})$/.test(text)
    ? `…${text.slice(-6)}`
    : text.length > 34
      ? `${text.slice(0, 32)}…`
      : text
}
