import { deployEndpoints, monitorEndpoints, type Recall } from '@clic/contracts'
import { Button, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProgressLine } from '../../parts/progress-line.tsx'
import { isReason, leastReason } from '../../parts/reason-field.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { dateTime } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'

type Result = Recall['results'][number]

/** Releases that were taken back: each result of theirs until somebody has said what was done about it. */
export function Recalls({ nameOf }: { nameOf: (releaseId: string) => string }) {
  const { t } = useWords()
  const may = useMay()
  const recalls = useAsk(monitorEndpoints.recalls, {}, { every: 10 })
  const [asking, setAsking] = useState(false)
  const [handling, setHandling] = useState<{ recall: Recall; result: Result }>()
  return (
    <Panel
      title={t('recall.title')}
      lead={t('recall.lead')}
      actions={
        may('release.recall') && may('route.read') ? (
          <Button variant="outline" color="brick" onClick={() => setAsking(true)}>
            {t('recall.do')}
          </Button>
        ) : null
      }
    >
      {asking ? <AskRecall done={recalls.data ?? []} onClose={() => setAsking(false)} /> : null}
      {handling ? <Handle {...handling} onClose={() => setHandling(undefined)} /> : null}
      <Answer of={recalls}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="check" title={t('recall.none')}>
              {t('recall.none.why')}
            </EmptyState>
          ) : (
            <Stack gap="xl">
              {rows.map((one) => (
                <OneRecall
                  key={one.id}
                  recall={one}
                  name={nameOf(one.releaseId)}
                  onHandle={(result) => setHandling({ recall: one, result })}
                />
              ))}
            </Stack>
          )
        }
      </Answer>
    </Panel>
  )
}

function OneRecall({ recall, name, onHandle }: { recall: Recall; name: string; onHandle: (one: Result) => void }) {
  const { t, language } = useWords()
  const may = useMay()
  const needed = recall.results.filter((one) => one.studyId !== null)
  return (
    <section aria-label={name}>
      <Text fw={600}>{name}</Text>
      <Text size="sm" c="gray.7">
        {t('recall.by', { name: recall.by, at: dateTime(recall.at, language) })}
      </Text>
      <Text size="sm" my="xs" maw={720}>
        {recall.reason}
      </Text>
      {needed.length > 0 ? (
        <ProgressLine
          label={t('recall.progress')}
          done={needed.filter((one) => one.handled).length}
          total={needed.length}
        />
      ) : null}
      <DataTable
        caption={t('recall.results')}
        // What waits stands first.
        rows={[...recall.results].sort((a, b) => Number(a.handled !== null) - Number(b.handled !== null))}
        keyOf={(one) => one.runId}
        empty={<Text size="sm">{t('recall.results.none')}</Text>}
        columns={[
          {
            key: 'study',
            head: t('recall.result'),
            rowHead: true,
            cell: (one) =>
              one.studyId ? (
                <ShortId id={one.studyId} to={may('study.read') && `/acquire/studies/${one.studyId}`} />
              ) : (
                t('recall.erased')
              ),
          },
          { key: 'at', head: t('apart.at'), cell: (one) => <TimeText at={one.at} /> },
          {
            key: 'what',
            head: t('recall.handled'),
            width: '50%',
            cell: (one) =>
              one.handled ? (
                <>
                  {one.handled.what}{' '}
                  <Text span size="xs" c="gray.7">
                    {one.handled.by}, <TimeText at={one.handled.at} />
                  </Text>
                </>
              ) : one.studyId ? (
                <StatusBadge state="open" label={t('recall.open')} />
              ) : (
                '–'
              ),
          },
          {
            key: 'do',
            head: t('col.action'),
            right: true,
            cell: (one) =>
              !one.handled && one.studyId && may('recall.handle') ? (
                <Button
                  size="compact-sm"
                  variant="light"
                  aria-label={t('recall.handle.of', { id: one.studyId.slice(-8) })}
                  onClick={() => onHandle(one)}
                >
                  {t('recall.handle')}
                </Button>
              ) : null,
          },
        ]}
      />
    </section>
  )
}

function AskRecall({ done, onClose }: { done: Recall[]; onClose: () => void }) {
  const { t } = useWords()
  const releases = useAsk(deployEndpoints.releases, {})
  const recall = useDo(monitorEndpoints.recall, { refresh: [monitorEndpoints.recalls, deployEndpoints.releases] })
  const [releaseId, setReleaseId] = useState('')
  const [reason, setReason] = useState('')
  const recalled = new Set(done.map((one) => one.releaseId))
  const open = (releases.data ?? []).filter((one) => one.state !== 'received' && !recalled.has(one.id))
  return (
    <AskDialog
      title={t('recall.do')}
      color="brick"
      size="lg"
      needs={{
        release: !releaseId && t('recall.need.which'),
        reason: !isReason(reason) && t('need.reason', { n: leastReason }),
      }}
      doing={recall}
      onDo={() => recall.run({ params: { releaseId }, body: { reason: reason.trim() } })}
      onClose={onClose}
    >
      {releases.data && open.length === 0 ? <Text size="sm">{t('recall.nothing')}</Text> : null}
      <NativeSelect
        name="release"
        label={t('recall.which')}
        required
        value={releaseId}
        onChange={(event) => setReleaseId(event.currentTarget.value)}
        data={[
          { value: '', label: '–' },
          ...open.map((one) => ({ value: one.id, label: `${one.productName} ${one.version}` })),
        ]}
      />
      <Textarea
        name="reason"
        label={t('recall.reason')}
        description={t('recall.reason.help')}
        required
        minLength={leastReason}
        maxLength={1000}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm">{t('recall.sure')}</Text>
    </AskDialog>
  )
}

function Handle({ recall, result, onClose }: { recall: Recall; result: Result; onClose: () => void }) {
  const { t } = useWords()
  const handle = useDo(monitorEndpoints.handle, { refresh: [monitorEndpoints.recalls] })
  const [what, setWhat] = useState('')
  const params = { recallId: recall.id, runId: result.runId }
  return (
    <AskDialog
      title={t('recall.handle')}
      needs={{ what: what.trim().length < 5 && t('recall.need.what') }}
      doing={handle}
      onDo={() => handle.run({ params, body: { what: what.trim() } })}
      onClose={onClose}
    >
      <Textarea
        name="what"
        label={t('recall.what')}
        description={t('recall.what.help')}
        required
        minLength={5}
        maxLength={1000}
        autosize
        minRows={2}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
    </AskDialog>
  )
}
