import { deidentifyEndpoints, type ReplyOf } from '@clic/contracts'
import { Group } from '@mantine/core'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { type PlainKey, useWords } from '../../words/index.tsx'
import { aspects, type ProfileOptions } from './profile-aspects.ts'

type Profile = ReplyOf<typeof deidentifyEndpoints.profiles>[number]

/** Every profile with what it does to each kind of content, in plain words, side by side. */
export function Profiles() {
  const { t } = useWords()
  const profiles = useAsk(deidentifyEndpoints.profiles, {})
  return (
    <>
      <PageTitle title={t('profiles.title')} lead={t('profiles.lead')} />
      <Answer of={profiles}>{(rows) => rows.map((one) => <ProfilePanel key={one.id} profile={one} />)}</Answer>
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
          const overrides = Object.entries((document['overrides'] ?? {}) as Record<string, string>)
          return (
            <>
              <DataTable
                caption={`${profile.name}: ${t('profiles.what')}`}
                rows={aspects((document['options'] ?? {}) as ProfileOptions)}
                keyOf={(one) => one.aspect}
                verticalSpacing={4}
                columns={[
                  { key: 'aspect', head: t('apart.object'), rowHead: true, width: '40%', cell: (one) => t(one.aspect) },
                  { key: 'what', head: t('profiles.what'), cell: (one) => <What kept={one.kept} text={one.what} /> },
                ]}
              />
              <div style={{ height: 14 }} />
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

function What({ kept, text }: { kept: boolean; text: PlainKey }) {
  const { t } = useWords()
  return (
    <Group gap={8} wrap="nowrap">
      <span style={{ lineHeight: 0, color: `var(--mantine-color-${kept ? 'slate' : 'green'}-7)` }}>
        <Icon name={kept ? 'eye' : 'cross'} size={16} />
      </span>
      {t(text)}
    </Group>
  )
}
