import { deidentifyEndpoints } from '@clic/contracts'
import { Alert, Button, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useDirectory } from '../../parts/person-name.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { isReason, leastReason } from '../../parts/reason-field.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import { ProjectPermit, useProjectPermits } from '../project-permit.tsx'

/** Who asked whom to be found, why, and who agreed. Two different people. */
export function Reidentification() {
  const { t } = useWords()
  const { person } = useSession()
  const may = useMay()
  const { nameOf } = useDirectory()
  const [asking, setAsking] = useState(false)
  const projects = useProjectPermits()
  const titleOf = (id: string) => projects?.find((one) => one.id === id)?.terms.title ?? `…${id.slice(-8)}`
  const [found, setFound] = useState<string>()
  const list = useAsk(deidentifyEndpoints.reidentifications, {}, { every: 5 })
  const approve = useDo(deidentifyEndpoints.approveReidentification, {
    refresh: [deidentifyEndpoints.reidentifications],
  })
  const agree = async (reidentificationId: string) => {
    const answer = await approve.run({ params: { reidentificationId } })
    if (answer.ok) setFound(answer.value.patientKey)
  }
  return (
    <>
      <PageTitle
        title={t('reid.title')}
        lead={t('reid.lead')}
        actions={
          may('reidentification.request') ? (
            <Button leftSection={<Icon name="eye" size={16} />} onClick={() => setAsking(true)}>
              {t('reid.ask')}
            </Button>
          ) : null
        }
      />
      {asking ? <AskForName onClose={() => setAsking(false)} /> : null}
      <ProblemNotice problem={approve.problem} onClose={approve.clear} />
      {found ? (
        <Alert
          color="green"
          role="status"
          mb="md"
          withCloseButton
          onClose={() => setFound(undefined)}
          closeButtonLabel={t('do.close')}
        >
          {t('reid.answer', { key: found })}
        </Alert>
      ) : null}
      <Panel title={t('reid.title')} flush>
        <Answer of={list}>
          {(rows) => (
            <DataTable
              caption={t('reid.title')}
              rows={rows}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="eye" title={t('reid.none')} />}
              columns={[
                {
                  key: 'pseudonym',
                  head: t('reid.pseudonym'),
                  rowHead: true,
                  cell: (one) => (
                    <>
                      <Text span ff="monospace" fz="sm" style={{ whiteSpace: 'nowrap' }}>
                        {one.pseudonym}
                      </Text>
                      <br />
                      <To to={`/govern/permits/${one.permitId}`}>{titleOf(one.permitId)}</To>
                    </>
                  ),
                },
                { key: 'reason', head: t('reid.reason'), width: '32%', cell: (one) => one.reason },
                {
                  key: 'by',
                  head: t('reid.by'),
                  cell: (one) => (
                    <>
                      {nameOf(one.requestedBy)}
                      <br />
                      <TimeText at={one.requestedAt} />
                    </>
                  ),
                },
                { key: 'state', head: t('study.timeline.state'), cell: (one) => <StatusBadge state={one.state} /> },
                {
                  key: 'decided',
                  head: t('reid.decided'),
                  cell: (one) =>
                    one.decidedBy && one.decidedAt ? (
                      <>
                        {nameOf(one.decidedBy)}
                        <br />
                        <TimeText at={one.decidedAt} />
                      </>
                    ) : (
                      '–'
                    ),
                },
                {
                  key: 'do',
                  head: t('col.action'),
                  cell: (one) =>
                    one.state !== 'requested' || !may('reidentification.approve') ? null : one.requestedBy ===
                      person?.id ? (
                      <Text size="xs" c="gray.7">
                        {t('reid.own')}
                      </Text>
                    ) : (
                      <Button size="compact-sm" loading={approve.busy} onClick={() => void agree(one.id)}>
                        {t('reid.approve')}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}

function AskForName({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const projects = useProjectPermits()
  const ask = useDo(deidentifyEndpoints.requestReidentification, { refresh: [deidentifyEndpoints.reidentifications] })
  const [permitId, setPermitId] = useState('')
  const [pseudonym, setPseudonym] = useState('')
  const [reason, setReason] = useState('')
  return (
    <AskDialog
      title={t('reid.ask')}
      needs={{
        permit: !permitId && t('assign.need.permit'),
        pseudonym: pseudonym.trim().length < 4 && t('reid.need.pseudonym'),
        reason: !isReason(reason) && t('need.reason', { n: leastReason }),
      }}
      doing={ask}
      onDo={() => ask.run({ body: { permitId, pseudonym: pseudonym.trim(), reason: reason.trim() } })}
      onClose={onClose}
    >
      <ProjectPermit
        name="permit"
        label={t('deid.project')}
        projects={projects}
        value={permitId}
        onChange={setPermitId}
      />
      <TextInput
        name="pseudonym"
        label={t('reid.pseudonym')}
        description={t('reid.pseudonym.help')}
        required
        maxLength={64}
        autoComplete="off"
        value={pseudonym}
        onChange={(event) => setPseudonym(event.currentTarget.value)}
      />
      <Textarea
        name="reason"
        label={t('reid.reason')}
        description={t('reid.reason.help')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={3}
        required
        maxLength={500}
      />
    </AskDialog>
  )
}
