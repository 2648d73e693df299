import { deployEndpoints, monitorEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { DriftText } from '../drift-text.tsx'
import { Recalls } from './recalls.tsx'

type Finding = ReplyOf<typeof monitorEndpoints.findings>[number]

/** What the monitoring found, and closing it with a conclusion. */
export function Findings() {
  const { t } = useWords()
  const may = useMay()
  const findings = useAsk(monitorEndpoints.findings, {}, { every: 4 })
  const releases = useAsk(deployEndpoints.releases, {})
  const [closing, setClosing] = useState<Finding>()
  const nameOf = (id: string) => {
    const one = releases.data?.find((release) => release.id === id)
    return one ? `${one.productName} ${one.version}` : `…${id.slice(-8)}`
  }
  return (
    <>
      <PageTitle title={t('findings.title')} lead={t('findings.lead')} />
      {closing ? <Close finding={closing} onClose={() => setClosing(undefined)} /> : null}
      <Panel title={t('findings.title')} flush>
        <Answer of={findings}>
          {(rows) => (
            <DataTable
              caption={t('findings.title')}
              rows={[...rows].sort((a, b) => Number(b.state === 'open') - Number(a.state === 'open'))}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="check" title={t('findings.none')} />}
              columns={[
                {
                  key: 'signal',
                  head: t('findings.what'),
                  rowHead: true,
                  width: '46%',
                  cell: (one) => (
                    <>
                      <DriftText>{one.what}</DriftText>
                      <Text size="xs" c="gray.7">
                        {t('findings.inarow', { n: one.inARow })}
                        {one.suspended ? `, ${t('findings.suspended')}` : ''}
                      </Text>
                    </>
                  ),
                },
                {
                  key: 'release',
                  head: t('routes.release'),
                  cell: (one) => <To to={`/monitor?release=${one.releaseId}`}>{nameOf(one.releaseId)}</To>,
                },
                { key: 'state', head: t('study.timeline.state'), cell: (one) => <StatusBadge state={one.state} /> },
                { key: 'opened', head: t('findings.opened'), cell: (one) => <TimeText at={one.openedAt} /> },
                {
                  key: 'conclusion',
                  head: t('findings.conclusion'),
                  width: '18%',
                  cell: (one) =>
                    one.conclusion && one.closedAt ? (
                      <>
                        {one.conclusion}{' '}
                        <Text span size="xs" c="gray.7">
                          <TimeText at={one.closedAt} />
                        </Text>
                      </>
                    ) : (
                      '–'
                    ),
                },
                {
                  key: 'do',
                  head: t('col.action'),
                  right: true,
                  cell: (one) =>
                    one.state === 'open' && may('finding.close') ? (
                      <Button size="compact-sm" onClick={() => setClosing(one)}>
                        {t('findings.conclude')}
                      </Button>
                    ) : null,
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
      <Recalls nameOf={nameOf} />
    </>
  )
}

function Close({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { t } = useWords()
  const close = useDo(monitorEndpoints.closeFinding, { refresh: [monitorEndpoints.findings] })
  const [conclusion, setConclusion] = useState('')
  return (
    <AskDialog
      title={t('findings.conclude')}
      needs={{ conclusion: conclusion.trim().length < 5 && t('findings.need') }}
      doing={close}
      onDo={() => close.run({ params: { findingId: finding.id }, body: { conclusion } })}
      onClose={onClose}
    >
      <Text size="sm">
        <DriftText>{finding.what}</DriftText>
      </Text>
      <Textarea
        name="conclusion"
        label={t('findings.conclusion')}
        required
        description={t('findings.conclusion.help')}
        value={conclusion}
        onChange={(event) => setConclusion(event.currentTarget.value)}
        autosize
        minRows={3}
      />
    </AskDialog>
  )
}
