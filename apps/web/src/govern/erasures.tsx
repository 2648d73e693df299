import { type Erasure, erasureEndpoints, permitEndpoints } from '@clic/contracts'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { AskDialog } from '../parts/ask-dialog.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Panel } from '../parts/panel.tsx'
import { useDirectory } from '../parts/person-name.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { ProgressLine } from '../parts/progress-line.tsx'
import { isReason, leastReason, ReasonField } from '../parts/reason-field.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { useSession } from '../session.tsx'
import { dateTime, number } from '../words/format.ts'
import { useWords } from '../words/index.tsx'

/** Patients who have the right to be forgotten: asked for by one person, agreed to by another, followed until every place is done. */
export function Erasures() {
  const { t } = useWords()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const list = useAsk(erasureEndpoints.list, {}, { every: 3 })
  return (
    <>
      <PageTitle
        title={t('erasure.title')}
        lead={t('erasure.lead')}
        actions={
          may('erasure.request') ? (
            <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAsking(true)}>
              {t('erasure.ask')}
            </Button>
          ) : null
        }
      />
      {asking ? <AskErasure onClose={() => setAsking(false)} /> : null}
      <Answer of={list}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="people" title={t('erasure.none')}>
              {t('erasure.none.why')}
            </EmptyState>
          ) : (
            rows.map((one) => <OneErasure key={one.id} one={one} />)
          )
        }
      </Answer>
    </>
  )
}

function OneErasure({ one }: { one: Erasure }) {
  const { t, language } = useWords()
  const { nameOf } = useDirectory()
  const done = one.places.filter((place) => place.state === 'done').length
  return (
    <Panel
      title={t('erasure.of', { n: one.studies })}
      lead={t('erasure.asked', { name: nameOf(one.requestedBy), at: dateTime(one.requestedAt, language) })}
      actions={<StatusBadge state={one.state} />}
    >
      <Stack gap="sm">
        <Text size="sm" maw={720}>
          {one.reason}
        </Text>
        {one.decidedBy && one.decidedAt ? (
          <Text size="sm">
            {t(one.state === 'refused' ? 'erasure.refused' : 'erasure.agreed', {
              name: nameOf(one.decidedBy),
              at: dateTime(one.decidedAt, language),
            })}
            {one.doneAt ? ` ${t('erasure.done', { at: dateTime(one.doneAt, language) })}` : ''}
          </Text>
        ) : null}
        {one.state === 'requested' ? <Decide one={one} /> : null}
        {one.state === 'running' ? (
          <ProgressLine label={t('erasure.progress')} done={done} total={one.places.length} />
        ) : null}
        {one.places.length > 0 ? <Places one={one} /> : null}
      </Stack>
    </Panel>
  )
}

/** Agreeing is asked twice: what is erased does not come back. */
function Decide({ one }: { one: Erasure }) {
  const { t } = useWords()
  const { person } = useSession()
  const may = useMay()
  const [sure, setSure] = useState(false)
  const refresh = [erasureEndpoints.list]
  const approve = useDo(erasureEndpoints.approve, { refresh })
  const refuse = useDo(erasureEndpoints.refuse, { refresh })
  const params = { erasureId: one.id }
  if (!may('erasure.approve')) return null
  if (one.requestedBy === person?.id) return <Text size="sm">{t('erasure.own')}</Text>
  return (
    <>
      <ProblemNotice problem={refuse.problem} />
      <Group>
        <Button color="brick" onClick={() => setSure(true)}>
          {t('erasure.agree')}
        </Button>
        <Button variant="default" loading={refuse.busy} onClick={() => void refuse.run({ params })}>
          {t('erasure.refuse')}
        </Button>
      </Group>
      {sure ? (
        <AskDialog
          title={t('erasure.sure')}
          step={t('erasure.approve')}
          color="brick"
          doing={approve}
          onDo={() => approve.run({ params })}
          onClose={() => setSure(false)}
        >
          <Text size="sm">{t('erasure.sure.why', { n: one.studies })}</Text>
        </AskDialog>
      ) : null}
    </>
  )
}

/** What was erased in each place; a place of a project is named with it. */
function Places({ one }: { one: Erasure }) {
  const { t, code, language } = useWords()
  const permits = useAsk(permitEndpoints.list, {})
  const titleOf = (id: string) => permits.data?.find((permit) => permit.id === id)?.terms.title ?? `…${id.slice(-8)}`
  const what = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([word, n]) => `${code('erased', word)}: ${number(n, language)}`)
      .join(', ')
  return (
    <DataTable
      caption={t('erasure.where')}
      rows={one.places}
      keyOf={(place) => `${place.zone} ${place.place} ${place.permitId ?? ''}`}
      empty={null}
      columns={[
        {
          key: 'place',
          head: t('erasure.where'),
          rowHead: true,
          cell: (place) => (
            <>
              {`${code('zone', place.zone)}: ${code('station', place.place)}`}
              {place.permitId ? (
                <Text size="xs" c="gray.7">
                  {titleOf(place.permitId)}
                </Text>
              ) : null}
            </>
          ),
        },
        { key: 'state', head: t('study.timeline.state'), cell: (place) => <StatusBadge state={place.state} /> },
        { key: 'what', head: t('erasure.what'), width: '45%', cell: (place) => what(place.counts) || '–' },
      ]}
    />
  )
}

function AskErasure({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const ask = useDo(erasureEndpoints.request, { refresh: [erasureEndpoints.list] })
  const [patient, setPatient] = useState('')
  const [reason, setReason] = useState('')
  return (
    <AskDialog
      title={t('erasure.ask')}
      needs={{
        patient: patient.trim().length < 4 && t('erasure.need.number'),
        reason: !isReason(reason) && t('need.reason', { n: leastReason }),
      }}
      doing={ask}
      onDo={() => ask.run({ body: { patientNumber: patient.trim(), reason: reason.trim() } })}
      onClose={onClose}
    >
      <TextInput
        name="patient"
        label={t('erasure.number')}
        description={t('erasure.number.help')}
        required
        minLength={4}
        maxLength={64}
        autoComplete="off"
        value={patient}
        onChange={(event) => setPatient(event.currentTarget.value)}
      />
      <ReasonField
        name="reason"
        label={t('erasure.reason')}
        description={t('erasure.reason.help')}
        value={reason}
        onChange={setReason}
      />
    </AskDialog>
  )
}
