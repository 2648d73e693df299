import { deployEndpoints, monitorEndpoints } from '@clic/contracts'
import { Button, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useDirectory } from '../../parts/person-name.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useWords } from '../../words/index.tsx'
import { type Run, RunTable } from '../deploy/run-table.tsx'

/** The clinician's own word on each result: accepted, or rejected and why. */
export function Results() {
  const { t, code } = useWords()
  const may = useMay()
  const { nameOf } = useDirectory()
  const runs = useAsk(deployEndpoints.runs, { query: { limit: 300 } }, { every: 4 })
  const feedback = useAsk(monitorEndpoints.feedback, {}, { every: 4 })
  const give = useDo(monitorEndpoints.give, { refresh: [monitorEndpoints.feedback, monitorEndpoints.signals] })
  const [rejecting, setRejecting] = useState<Run>()
  const said = new Map((feedback.data ?? []).map((one) => [one.runId, one]))
  const returned = (runs.data ?? []).filter((one) => one.state === 'returned')
  const answer = (run: Run) => {
    const one = said.get(run.id)
    if (one) {
      return (
        <>
          <StatusBadge state={one.verdict} />{' '}
          <Text size="xs" c="gray.7">
            {nameOf(one.person)}
          </Text>
          {one.comment ? <Text size="sm">{one.comment}</Text> : null}
        </>
      )
    }
    if (!may('feedback.write')) return code('state', 'waiting')
    return (
      <Group gap={6} wrap="nowrap">
        <Button
          size="compact-sm"
          disabled={give.busy}
          onClick={() => void give.run({ params: { runId: run.id }, body: { verdict: 'accepted' } })}
        >
          {t('feedback.accept')}
        </Button>
        <Button size="compact-sm" variant="default" disabled={give.busy} onClick={() => setRejecting(run)}>
          {t('feedback.reject')}
        </Button>
      </Group>
    )
  }
  return (
    <>
      <PageTitle title={t('feedback.title')} lead={t('feedback.lead')} />
      <ProblemNotice problem={give.problem} onClose={give.clear} />
      {rejecting ? <Reject run={rejecting} onClose={() => setRejecting(undefined)} /> : null}
      <Answer of={runs}>
        {() =>
          returned.length === 0 ? (
            <EmptyState icon="deploy" title={t('feedback.none')} />
          ) : (
            (['waiting', 'answered'] as const).map((group) => {
              const rows = returned.filter((one) => said.has(one.id) === (group === 'answered'))
              return rows.length > 0 ? (
                <Panel key={group} title={t(`feedback.${group}`)} flush>
                  <RunTable
                    runs={rows}
                    without={['state', 'objects', 'why']}
                    more={[{ key: 'answer', head: t('monitor.feedback'), cell: answer }]}
                  />
                </Panel>
              ) : null
            })
          )
        }
      </Answer>
    </>
  )
}

function Reject({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useWords()
  const give = useDo(monitorEndpoints.give, { refresh: [monitorEndpoints.feedback, monitorEndpoints.signals] })
  const [comment, setComment] = useState('')
  return (
    <AskDialog
      title={t('feedback.reject.title')}
      step={t('feedback.reject')}
      needs={{ comment: comment.trim().length < 3 && t('feedback.need') }}
      doing={give}
      onDo={() => give.run({ params: { runId: run.id }, body: { verdict: 'rejected', comment } })}
      onClose={onClose}
    >
      <Text size="sm">
        {`${run.productName} ${run.version} · ${t('study')} `}
        <ShortId id={run.studyId} /> · <TimeText at={run.startedAt} />
      </Text>
      <Textarea
        name="comment"
        label={t('feedback.comment')}
        required
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        autosize
        minRows={3}
      />
    </AskDialog>
  )
}
