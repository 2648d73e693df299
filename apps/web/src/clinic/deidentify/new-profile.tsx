import { deidentifyEndpoints, profileEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useDo } from '../../api.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import { nextVersion } from './profile-draft.ts'

type Profile = ReplyOf<typeof deidentifyEndpoints.profiles>[number]

/** A draft that starts with the rules of another profile. */
export function NewProfile({
  open,
  onClose,
  profiles,
  from,
}: {
  open: boolean
  onClose: () => void
  profiles: readonly Profile[]
  /** The version that the new one follows; a person chooses when it is left out. */
  from?: Profile
}) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState('')
  const [name, setName] = useState(from?.name ?? '')
  const [version, setVersion] = useState<string>()
  const basedOn = from?.id ?? chosen
  const base = useAsk(
    deidentifyEndpoints.profile,
    { params: { profileId: basedOn } },
    { enabled: open && basedOn !== '' },
  )
  const draft = useDo(profileEndpoints.draft, { refresh: [deidentifyEndpoints.profiles] })
  const taken = profiles.filter((one) => one.name === name).map((one) => one.version)
  const shown = version ?? nextVersion(from?.version ?? '0', taken)
  const make = async () => {
    if (!base.data) return
    const document = { ...base.data.document, name, version: shown }
    const answer = await draft.run({ body: { document, basedOn } })
    if (!answer.ok) return
    onClose()
    await navigate({ to: `/deidentify/profiles/${answer.value.id}` })
  }
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={from ? t('prof.next') : t('prof.new')}
      closeButtonProps={{ 'aria-label': t('do.close') }}
    >
      <Stack gap="md">
        {from ? (
          <span>{t('prof.next.lead')}</span>
        ) : (
          <NativeSelect
            label={t('prof.from')}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={[
              { value: '', label: t('prof.from.pick') },
              ...profiles.map((one) => ({
                value: one.id,
                label: `${one.name}, ${t('profiles.version', { v: one.version })}`,
              })),
            ]}
          />
        )}
        {from ? null : (
          <TextInput
            label={t('prof.name')}
            description={t('prof.name.help')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value.trim())}
          />
        )}
        <TextInput
          label={t('prof.version')}
          value={shown}
          onChange={(event) => setVersion(event.currentTarget.value.trim())}
        />
        <ProblemNotice problem={draft.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('do.cancel')}
          </Button>
          <Button onClick={() => void make()} disabled={!base.data || !name || !shown} loading={draft.busy}>
            {t('prof.make')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
