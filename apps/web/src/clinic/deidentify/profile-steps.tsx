import { deidentifyEndpoints, governEndpoints, profileEndpoints } from '@clic/contracts'
import { Button, Group, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Facts, Field } from '../../parts/field.tsx'
import { LedgerHistory } from '../../parts/ledger-history.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import { AskReason } from './ask-reason.tsx'
import type { ProfileDetail } from './profile.tsx'
import { ReleaseProfile } from './release-profile.tsx'

const refresh = [deidentifyEndpoints.profile, deidentifyEndpoints.profiles, governEndpoints.ledger]

/** The way of a version: who wrote, submitted, released and retired it, and the next step. */
export function ProfileSteps({ profile, blocked }: { profile: ProfileDetail; blocked: boolean }) {
  const { t } = useWords()
  const { state, submitted, decided, retired } = profile
  return (
    <>
      <Panel title={t('prof.tab.steps')}>
        <Facts min={210}>
          <Field label={t('prof.step.drafted')}>
            {profile.drafted ? <StepText step={profile.drafted} /> : t('prof.step.shipped')}
          </Field>
          <Field label={t('prof.step.submitted')}>
            {submitted ? <StepText step={submitted} /> : profile.drafted ? t('prof.step.not') : '–'}
          </Field>
          <Field label={state === 'refused' ? t('prof.step.refused') : t('prof.step.released')}>
            {decided ? (
              <StepText step={decided} />
            ) : profile.releasedAt ? (
              <TimeText at={profile.releasedAt} />
            ) : (
              t('prof.step.not')
            )}
          </Field>
          {retired ? (
            <Field label={t('prof.step.retired')}>
              <StepText step={retired} />
            </Field>
          ) : null}
          {profile.authors.length > 0 ? (
            <Field label={t('prof.authors')}>{profile.authors.map((one) => one.name).join(', ')}</Field>
          ) : null}
          {profile.basedOn ? (
            <Field label={t('prof.basedon')}>
              <BasedOn id={profile.basedOn} />
            </Field>
          ) : null}
        </Facts>
        <NextStep profile={profile} blocked={blocked} />
      </Panel>
      <LedgerHistory title={t('prof.ledger')} kind="profile" id={profile.id} />
    </>
  )
}

function StepText({ step }: { step: { by: { name: string }; at: string; reason: string | null } }) {
  return (
    <>
      {step.by.name}, <TimeText at={step.at} />
      {step.reason ? <br /> : null}
      {step.reason}
    </>
  )
}

function BasedOn({ id }: { id: string }) {
  const { t } = useWords()
  const base = useAsk(deidentifyEndpoints.profile, { params: { profileId: id } })
  if (!base.data) return null
  return (
    <To to={`/deidentify/profiles/${id}`}>{`${base.data.name}, ${t('profiles.version', { v: base.data.version })}`}</To>
  )
}

type Asking = 'submit' | 'release' | 'refuse' | 'retire' | 'discard'

function NextStep({ profile, blocked }: { profile: ProfileDetail; blocked: boolean }) {
  const { t } = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const { person } = useSession()
  const [asking, setAsking] = useState<Asking>()
  const submit = useDo(profileEndpoints.submit, { refresh })
  const refuse = useDo(profileEndpoints.refuse, { refresh })
  const retire = useDo(profileEndpoints.retire, { refresh })
  const discard = useDo(profileEndpoints.discard, { refresh: [deidentifyEndpoints.profiles] })
  const params = { profileId: profile.id }
  const own = [...profile.authors, ...(profile.submitted ? [profile.submitted.by] : [])].some(
    (one) => one.id === person?.id,
  )
  const throwAway = async () => {
    const answer = await discard.run({ params })
    if (answer.ok) await navigate({ to: '/deidentify/profiles' })
    return answer
  }
  const close = () => setAsking(undefined)
  return (
    <>
      <div style={{ height: 16 }} />
      {profile.state === 'draft' && may('profile.write') ? (
        <Group gap="sm">
          <Button disabled={blocked} onClick={() => setAsking('submit')}>
            {t('prof.submit')}
          </Button>
          <Button variant="default" onClick={() => setAsking('discard')}>
            {t('prof.discard')}
          </Button>
          {blocked ? <Text size="sm">{t('prof.unsaved')}</Text> : null}
        </Group>
      ) : null}
      {profile.state === 'submitted' && may('profile.release') ? (
        <Group gap="sm">
          <Button onClick={() => setAsking('release')}>{t('prof.release')}</Button>
          <Button variant="default" onClick={() => setAsking('refuse')}>
            {t('prof.refuse')}
          </Button>
          {own ? <Text size="sm">{t('prof.own')}</Text> : null}
        </Group>
      ) : null}
      {profile.state === 'released' && may('profile.release') ? (
        <Button variant="default" onClick={() => setAsking('retire')}>
          {t('prof.retire')}
        </Button>
      ) : null}
      {asking === 'submit' ? (
        <AskReason
          title={t('prof.submit')}
          lead={t('prof.submit.lead')}
          label={t('prof.submit.why')}
          doing={submit}
          onClose={close}
          onDo={(reason) => submit.run({ params, body: { reason, was: profile.hash } })}
        />
      ) : null}
      {asking === 'release' ? <ReleaseProfile profile={profile} onClose={close} /> : null}
      {asking === 'refuse' ? (
        <AskReason
          title={t('prof.refuse.title')}
          step={t('prof.refuse')}
          lead={t('prof.refuse.lead')}
          label={t('prof.reason')}
          doing={refuse}
          onClose={close}
          onDo={(reason) => refuse.run({ params, body: { reason } })}
        />
      ) : null}
      {asking === 'retire' ? (
        <AskReason
          title={t('prof.retire.title')}
          step={t('prof.retire')}
          lead={`${t('prof.retire.lead')} ${profile.assignments > 0 ? t('prof.retire.used', { n: profile.assignments }) : ''}`}
          label={t('prof.reason')}
          doing={retire}
          onClose={close}
          onDo={(reason) => retire.run({ params, body: { reason } })}
        />
      ) : null}
      {asking === 'discard' ? (
        <AskReason
          title={t('prof.discard')}
          step={t('prof.discard.sure')}
          lead={t('prof.discard.lead')}
          doing={discard}
          onClose={close}
          onDo={throwAway}
        />
      ) : null}
    </>
  )
}
