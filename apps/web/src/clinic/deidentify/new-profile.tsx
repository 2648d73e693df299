import { deidentifyEndpoints, profileEndpoints, type ReplyOf } from '@clic/contracts'
import { NativeSelect, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { useWords } from '../../words/index.tsx'
import { nextVersion } from './profile-draft.ts'

type Profile = ReplyOf<typeof deidentifyEndpoints.profiles>[number]

/** A draft that starts with the rules of another profile. */
export function NewProfile({
  onClose,
  profiles,
  from,
}: {
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
  const base = useAsk(deidentifyEndpoints.profile, { params: { profileId: basedOn } }, { enabled: basedOn !== '' })
  const draft = useDo(profileEndpoints.draft, { refresh: [deidentifyEndpoints.profiles] })
  const taken = profiles.filter((one) => one.name === name).map((one) => one.version)
  const shown = version ?? nextVersion(from?.version ?? '0', taken)
  const make = async () => {
    const document = { ...base.data?.document, name, version: shown }
    const answer = await draft.run({ body: { document, basedOn } })
    if (answer.ok) await navigate({ to: `/deidentify/profiles/${answer.value.id}` })
    return answer
  }
  return (
    <AskDialog
      title={from ? t('prof.next') : t('prof.new')}
      step={t('prof.make')}
      needs={{
        from: !basedOn ? t('prof.need.from') : !base.data && t('loading'),
        name: !name && t('prof.need.name'),
        version: !shown && t('prof.need.number'),
      }}
      doing={{ busy: draft.busy, problem: draft.problem ?? base.problem }}
      onDo={make}
      onClose={onClose}
    >
      {from ? (
        <Text size="sm">{t('prof.next.lead')}</Text>
      ) : (
        <NativeSelect
          name="from"
          label={t('prof.from')}
          required
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
          name="name"
          label={t('prof.name')}
          description={t('prof.name.help')}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value.trim())}
        />
      )}
      <TextInput
        name="version"
        label={t('prof.version')}
        required
        value={shown}
        onChange={(event) => setVersion(event.currentTarget.value.trim())}
      />
    </AskDialog>
  )
}
