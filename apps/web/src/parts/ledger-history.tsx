import { governEndpoints } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useAsk } from '../api.ts'
import { useWords } from '../words/index.tsx'
import { DataTable } from './data-table.tsx'
import { Panel } from './panel.tsx'
import { useDirectory } from './person-name.tsx'
import { ServerText } from './server-text.tsx'
import { TimeText } from './time-text.tsx'

/** What the ledger says of one record, newest events of it; nothing for those who may not read the ledger. */
export function LedgerHistory(props: { title: string; kind: string; id: string }) {
  const { t } = useWords()
  const { nameOf } = useDirectory()
  const { title, kind, id } = props
  const events = useAsk(governEndpoints.ledger, { query: { kind, id, limit: 50 } }, { every: 10 })
  if (events.denied || !events.data?.length) return null
  return (
    <Panel title={title} flush>
      <DataTable
        caption={title}
        rows={events.data}
        keyOf={(one) => `${one.seq}`}
        columns={[
          { key: 'seq', head: t('ledger.seq'), rowHead: true, right: true, width: 70, cell: (one) => one.seq },
          { key: 'at', head: t('ledger.when'), cell: (one) => <TimeText at={one.at} /> },
          { key: 'actor', head: t('ledger.actor'), cell: (one) => nameOf(one.actor) },
          {
            key: 'action',
            head: t('ledger.action'),
            cell: (one) => <What action={one.action} payload={one.payload} />,
          },
        ]}
      />
    </Panel>
  )
}

/** What was done, and the reason that a person gave for it. */
function What({ action, payload }: { action: string; payload: unknown }) {
  const reason = typeof payload === 'object' && payload !== null && 'reason' in payload ? payload.reason : undefined
  return (
    <>
      <ServerText>{action}</ServerText>
      {typeof reason === 'string' && reason !== '' ? (
        <Text size="sm" c="gray.7">
          <ServerText>{reason}</ServerText>
        </Text>
      ) : null}
    </>
  )
}
