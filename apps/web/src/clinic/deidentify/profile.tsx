import { deidentifyEndpoints, profileEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, Group, Tabs, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { Hash } from '../../parts/hash.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { useWords } from '../../words/index.tsx'
import { NewProfile } from './new-profile.tsx'
import classes from './profile.module.css'
import { ProfileCompare } from './profile-compare.tsx'
import { documentOf, draftOf, type ProfileDraft, sameDraft } from './profile-draft.ts'
import { ProfilePreview } from './profile-preview.tsx'
import { ProfileRules } from './profile-rules.tsx'
import { ProfileSteps } from './profile-steps.tsx'

export type ProfileDetail = ReplyOf<typeof deidentifyEndpoints.profile>

/** One version of a profile: its rules, trying them on a study, comparing, and the way to its release. */
export function ProfilePage() {
  const { profileId = '' }: { profileId?: string } = useParams({ strict: false })
  const profile = useAsk(deidentifyEndpoints.profile, { params: { profileId } })
  return (
    <Answer of={profile} lines={6}>
      {(one) => <Editor key={one.id} profile={one} />}
    </Answer>
  )
}

function Editor({ profile }: { profile: ProfileDetail }) {
  const { t } = useWords()
  const may = useMay()
  // What the changes were made on: somebody else's version is taken over only where nothing was changed here.
  const [base, setBase] = useState(() => ({ hash: profile.hash, stored: draftOf(profile.document) }))
  const [draft, setDraft] = useState(base.stored)
  const editable = profile.state === 'draft' && may('profile.write')
  const changed = editable && !sameDraft(draft, base.stored)
  const adopt = (one: ProfileDetail) => {
    const stored = draftOf(one.document)
    setBase({ hash: one.hash, stored })
    setDraft(stored)
  }
  if (profile.hash !== base.hash && !changed) adopt(profile)
  return (
    <>
      <PageTitle
        title={`${profile.name}, ${t('profiles.version', { v: profile.version })}`}
        lead={
          <Group gap="sm" component="span" display="inline-flex">
            <StatusBadge state={profile.state} />
            {t('profiles.hash')} <Hash value={profile.hash} what="SHA-256" />
            {profile.assignments > 0 ? t('prof.used.n', { n: profile.assignments }) : null}
          </Group>
        }
        actions={<Actions profile={profile} />}
      />
      {editable ? (
        <SaveBar
          profile={profile}
          was={base.hash}
          draft={draft}
          changed={changed}
          undo={() => adopt(profile)}
          saved={adopt}
        />
      ) : null}
      <Tabs defaultValue="rules" keepMounted={false}>
        <Tabs.List aria-label={t('prof.tabs')} mb="lg">
          <Tabs.Tab value="rules">{t('prof.tab.rules')}</Tabs.Tab>
          {may('profile.preview') ? <Tabs.Tab value="try">{t('prof.tab.try')}</Tabs.Tab> : null}
          <Tabs.Tab value="compare">{t('prof.tab.compare')}</Tabs.Tab>
          <Tabs.Tab value="steps">{t('prof.tab.steps')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rules" keepMounted>
          <ProfileRules draft={draft} editable={editable} onChange={setDraft} />
        </Tabs.Panel>
        {may('profile.preview') ? (
          <Tabs.Panel value="try" keepMounted>
            <ProfilePreview draft={draft} />
          </Tabs.Panel>
        ) : null}
        <Tabs.Panel value="compare">
          <ProfileCompare profile={profile} />
        </Tabs.Panel>
        <Tabs.Panel value="steps">
          <ProfileSteps profile={profile} blocked={changed} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

function SaveBar({
  profile,
  was,
  draft,
  changed,
  undo,
  saved,
}: {
  profile: ProfileDetail
  was: string
  draft: ProfileDraft
  changed: boolean
  undo: () => void
  saved: (profile: ProfileDetail) => void
}) {
  const { t } = useWords()
  const save = useDo(profileEndpoints.save, { refresh: [deidentifyEndpoints.profile, deidentifyEndpoints.profiles] })
  const run = async () => {
    const answer = await save.run({ params: { profileId: profile.id }, body: { document: documentOf(draft), was } })
    if (answer.ok) saved(answer.value)
  }
  if (!changed) return <ProblemNotice problem={save.problem} onClose={save.clear} />
  return (
    <>
      <div className={classes['savebar']} role="status">
        <Text size="sm" fw={500}>
          {t('prof.unsaved')}
        </Text>
        <Group gap="xs">
          <Button variant="default" size="compact-md" onClick={undo}>
            {t('prof.undo')}
          </Button>
          <Button size="compact-md" loading={save.busy} onClick={() => void run()}>
            {t('do.save')}
          </Button>
        </Group>
      </div>
      <ProblemNotice problem={save.problem} onClose={save.clear} />
    </>
  )
}

function Actions({ profile }: { profile: ProfileDetail }) {
  const { t } = useWords()
  const may = useMay()
  const [making, setMaking] = useState(false)
  const profiles = useAsk(deidentifyEndpoints.profiles, {})
  const file = () => {
    const text = `${JSON.stringify(profile.document, null, 2)}\n`
    const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${profile.name}-${profile.version}.json`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <>
      <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={file}>
        {t('prof.export')}
      </Button>
      {may('profile.write') ? (
        <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
          {t('prof.next')}
        </Button>
      ) : null}
      {making && profiles.data ? (
        <NewProfile onClose={() => setMaking(false)} profiles={profiles.data} from={profile} />
      ) : null}
    </>
  )
}
