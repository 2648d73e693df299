import { deidentifyEndpoints, profileEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'

type Assignment = ReplyOf<typeof deidentifyEndpoints.assignments>[number]

/** The profile of an assignment, and taking another released version into use. */
export function AssignmentProfile({ assignment }: { assignment: Assignment }) {
  const { t } = useWords()
  const may = useMay()
  const [changing, setChanging] = useState(false)
  const [profileId, setProfile] = useState('')
  const change = useDo(profileEndpoints.changeAssignment, {
    refresh: [deidentifyEndpoints.assignments, deidentifyEndpoints.profiles],
  })
  const run = async () => {
    const answer = await change.run({
      params: { assignmentId: assignment.id },
      body: { permitId: assignment.permitId, profileId },
    })
    if (answer.ok) setChanging(false)
  }
  return (
    <>
      {`${assignment.profile.name}, ${t('profiles.version', { v: assignment.profile.version })}`}{' '}
      {may('study.deidentify') ? (
        <Button size="compact-xs" variant="default" onClick={() => setChanging(true)}>
          {t('prof.change')}
        </Button>
      ) : null}
      <Modal
        opened={changing}
        onClose={() => setChanging(false)}
        title={t('prof.change.title', { project: assignment.permitTitle })}
        closeButtonProps={{ 'aria-label': t('do.close') }}
      >
        <Stack gap="md">
          <Text size="sm">{t('prof.change.lead')}</Text>
          <ReleasedProfile value={profileId} onChange={setProfile} first={t('prof.from.pick')} />
          <ProblemNotice problem={change.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setChanging(false)}>
              {t('do.cancel')}
            </Button>
            <Button disabled={profileId === ''} loading={change.busy} onClick={() => void run()}>
              {t('prof.change.do')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

/** A choice among the released versions; `first` says what an empty choice means. */
export function ReleasedProfile({
  value,
  onChange,
  first,
}: {
  value: string
  onChange: (profileId: string) => void
  first: string
}) {
  const { t } = useWords()
  const profiles = useAsk(deidentifyEndpoints.profiles, {})
  return (
    <NativeSelect
      label={t('assign.profile')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: first },
        ...(profiles.data ?? [])
          .filter((one) => one.state === 'released')
          .map((one) => ({ value: one.id, label: `${one.name}, ${t('profiles.version', { v: one.version })}` })),
      ]}
    />
  )
}
