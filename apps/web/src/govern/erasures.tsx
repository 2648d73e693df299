import { type Erasure, erasureEndpoints } from '@clic/contracts'
import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAsk, useDo, useMay } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Panel } from '../parts/panel.tsx'
import { useDirectory } from '../parts/person-name.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'

const least = 10

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
            <EmptyState icon="stop" title={t('erasure.none')} />
          ) : (
            rows.map((one) => <OneErasure key={one.id} one={one} />)
          )
        }
      </Answer>
    </>
  )
}

function OneErasure({ one }: { one: Erasure }) {
  const { t, code } = useWords()
  const { person } = useSession()
  const may = useMay()
  const { nameOf } = useDirectory()
  const refresh = [erasureEndpoints.list]
  const approve = useDo(erasureEndpoints.approve, { refresh })
  const refuse = useDo(erasureEndpoints.refuse, { refresh })
  const params = { erasureId: one.id }
  const what = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([word, n]) => `${code('erased', word)}: ${n}`)
      .join(', ')
  return (
    <Panel title={one.reason}>
      <Stack gap="sm">
        <Group gap="sm">
          <StatusBadge state={one.state} />
          <Text size="sm">{t('erasure.by', { name: nameOf(one.requestedBy) })}</Text>
          <TimeText at={one.requestedAt} />
          {one.decidedBy ? <Text size="sm">{t('erasure.decided', { name: nameOf(one.decidedBy) })}</Text> : null}
          {one.doneAt ? <TimeText at={one.doneAt} /> : null}
        </Group>
        <ProblemNotice problem={approve.problem ?? refuse.problem} />
        {one.state === 'requested' && may('erasure.approve') ? (
          one.requestedBy === person?.id ? (
            <Text size="sm">{t('erasure.own')}</Text>
          ) : (
            <Group>
              <Button color="brick" loading={approve.busy} onClick={() => void approve.run({ params })}>
                {t('erasure.approve')}
              </Button>
              <Button variant="default" loading={refuse.busy} onClick={() => void refuse.run({ params })}>
                {t('erasure.refuse')}
              </Button>
            </Group>
          )
        ) : null}
        {one.places.length > 0 ? (
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
                cell: (place) => `${code('zone', place.zone)}: ${code('station', place.place)}`,
              },
              { key: 'state', head: t('study.timeline.state'), cell: (place) => <StatusBadge state={place.state} /> },
              { key: 'what', head: t('erasure.what'), width: '45%', cell: (place) => what(place.counts) || '–' },
            ]}
          />
        ) : null}
      </Stack>
    </Panel>
  )
}

function AskErasure({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const ask = useDo(erasureEndpoints.request, { refresh: [erasureEndpoints.list] })
  const [number, setNumber] = useState('')
  const [reason, setReason] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const asked = await ask.run({ body: { patientNumber: number.trim(), reason: reason.trim() } })
    if (asked.ok) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('erasure.ask')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t('erasure.number')}
            description={t('erasure.number.help')}
            required
            minLength={4}
            maxLength={64}
            autoComplete="off"
            data-autofocus
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <Textarea
            label={t('erasure.reason')}
            description={t('erasure.reason.help')}
            required
            minLength={least}
            maxLength={1000}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemNotice problem={ask.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('do.cancel')}
            </Button>
            <Button
              type="submit"
              loading={ask.busy}
              disabled={number.trim().length < 4 || reason.trim().length < least}
            >
              {t('erasure.ask')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
