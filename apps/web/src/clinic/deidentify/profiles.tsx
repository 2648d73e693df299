import { deidentifyEndpoints, type ReplyOf } from '@clic/contracts'
import { Group, SimpleGrid, Text, Title } from '@mantine/core'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useWords } from '../../words/index.tsx'

type Profile = ReplyOf<typeof deidentifyEndpoints.profiles>[number]

/** Every profile with what it keeps and what it takes away, in plain words. */
export function Profiles() {
  const { t } = useWords()
  const profiles = useAsk(deidentifyEndpoints.profiles, {})
  return (
    <>
      <PageTitle title={t('profiles.title')} lead={t('profiles.lead')} />
      <Answer of={profiles}>
        {(rows) => (
          <>
            {rows.map((one) => (
              <ProfilePanel key={one.id} profile={one} />
            ))}
          </>
        )}
      </Answer>
    </>
  )
}

function ProfilePanel({ profile }: { profile: Profile }) {
  const { t, code } = useWords()
  const detail = useAsk(deidentifyEndpoints.profile, { params: { profileId: profile.id } })
  return (
    <Panel
      title={`${profile.name}, ${t('profiles.version', { v: profile.version })}`}
      lead={<ServerText>{profile.description}</ServerText>}
      actions={<StatusBadge state={profile.state} />}
    >
      <Answer of={detail}>
        {({ document }) => {
          const options = Object.entries((document['options'] ?? {}) as Record<string, boolean>)
          const overrides = Object.entries((document['overrides'] ?? {}) as Record<string, string>)
          return (
            <>
              <SimpleGrid cols={{ base: 1, sm: 2 }} mb="md">
                <Options
                  title={t('profiles.keeps')}
                  kept
                  names={options.filter(([, on]) => on).map(([name]) => name)}
                />
                <Options title={t('profiles.removes')} names={options.filter(([, on]) => !on).map(([name]) => name)} />
              </SimpleGrid>
              <Facts>
                <Field label={t('profiles.edition')}>{String(document['edition'] ?? '–')}</Field>
                <Field label={t('profiles.hash')}>
                  <Hash value={profile.hash} what="SHA-256" />
                </Field>
                <Field label={t('state.released')}>
                  {profile.releasedAt ? <TimeText at={profile.releasedAt} /> : '–'}
                </Field>
                <Field label={t('profiles.overrides')}>
                  {overrides.length === 0
                    ? t('profiles.overrides.none')
                    : overrides
                        .map(([tag, action]) => `(${tag.slice(0, 4)},${tag.slice(4)}) ${code('action', action)}`)
                        .join('; ')}
                </Field>
              </Facts>
            </>
          )
        }}
      </Answer>
    </Panel>
  )
}

function Options({ title, names, kept }: { title: string; names: string[]; kept?: boolean }) {
  const { t, code } = useWords()
  return (
    <div>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {names.length === 0 ? <Text size="sm">{t('none')}</Text> : null}
      {names.map((name) => (
        <Group key={name} gap={8} wrap="nowrap" py={1}>
          <Text span c={kept ? 'green.7' : 'brick.7'} lh={0}>
            <Icon name={kept ? 'check' : 'cross'} size={15} />
          </Text>
          <Text size="sm">{code('option', name)}</Text>
        </Group>
      ))}
    </div>
  )
}
