import { deidentifyEndpoints, profileEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
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
  return (
    <>
      {`${assignment.profile.name}, ${t('profiles.version', { v: assignment.profile.version })}`}{' '}
      {may('study.deidentify') ? (
        <Button size="compact-xs" variant="default" onClick={() => setChanging(true)}>
          {t('prof.change')}
        </Button>
      ) : null}
      {changing ? (
        <AskDialog
          title={t('prof.change.title', { project: assignment.permitTitle })}
          step={t('prof.change.do')}
          needs={{ profile: !profileId && t('prof.need.version') }}
          doing={change}
          onDo={() =>
            change.run({ params: { assignmentId: assignment.id }, body: { permitId: assignment.permitId, profileId } })
          }
          onClose={() => setChanging(false)}
        >
          <Text size="sm">{t('prof.change.lead')}</Text>
          <ReleasedProfile value={profileId} onChange={setProfile} first={t('prof.from.pick')} required />
        </AskDialog>
      ) : null}
    </>
  )
}

/** A choice among the released versions; `first` says what an empty choice means. */
export function ReleasedProfile({
  value,
  onChange,
  first,
  required,
}: {
  value: string
  onChange: (profileId: string) => void
  first: string
  required?: boolean
}) {
  const { t } = useWords()
  const profiles = useAsk(deidentifyEndpoints.profiles, {})
  return (
    <NativeSelect
      name="profile"
      required={required}
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
