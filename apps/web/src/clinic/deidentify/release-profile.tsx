import { deidentifyEndpoints, governEndpoints, profileEndpoints } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useAsk, useDo } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { WholeHash } from '../../parts/hash.tsx'
import { SignedAs } from '../../parts/signed-as.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useWords } from '../../words/index.tsx'
import type { ProfileDetail } from './profile.tsx'
import { Changes, type Comparison } from './profile-compare.tsx'
import { draftOf, optionNames } from './profile-draft.ts'

const refresh = [deidentifyEndpoints.profile, deidentifyEndpoints.profiles, governEndpoints.ledger]

/** The second person's release, asked once more: which rules, what they do in another way, and in which role it is signed. */
export function ReleaseProfile({ profile, onClose }: { profile: ProfileDetail; onClose: () => void }) {
  const { t } = useWords()
  const release = useDo(profileEndpoints.release, { refresh })
  const { submitted, authors } = profile
  return (
    <AskDialog
      title={t('prof.release.title', { name: profile.name, v: profile.version })}
      step={t('prof.release')}
      size="xl"
      doing={release}
      onDo={() => release.run({ params: { profileId: profile.id } })}
      onClose={onClose}
    >
      <Text size="sm">{t('prof.release.sure')}</Text>
      <Facts min={260}>
        <SignedAs action="profile.release" />
        {authors.length > 0 ? (
          <Field label={t('prof.authors')}>{authors.map((one) => one.name).join(', ')}</Field>
        ) : null}
        {submitted ? (
          <Field label={t('prof.step.submitted')}>
            {submitted.by.name}, <TimeText at={submitted.at} />
          </Field>
        ) : null}
        {submitted?.reason ? <Field label={t('prof.submit.why')}>{submitted.reason}</Field> : null}
        <Field label={`${t('profiles.hash')} (SHA-256)`} wide>
          <WholeHash value={profile.hash} what={t('profiles.hash')} />
        </Field>
      </Facts>
      {profile.basedOn ? (
        <ChangesFrom id={profile.id} basedOn={profile.basedOn} />
      ) : (
        <div>
          <Text size="sm" mb="xs">
            {t('prof.release.nobase')}
          </Text>
          <Changes changes={fromStandard(profile)} brief />
        </div>
      )}
    </AskDialog>
  )
}

function ChangesFrom({ id, basedOn }: { id: string; basedOn: string }) {
  const { t } = useWords()
  const base = useAsk(deidentifyEndpoints.profile, { params: { profileId: basedOn } })
  const compared = useAsk(profileEndpoints.compare, { params: { profileId: id, otherId: basedOn } })
  return (
    <div>
      <Text size="sm" mb="xs">
        {t('prof.release.changes', { name: base.data?.name ?? '…', v: base.data?.version ?? '…' })}
      </Text>
      <Answer of={compared}>{(changes) => <Changes changes={changes} brief />}</Answer>
    </div>
  )
}

/** A version that was made from no other one is held against the standard, where every option is off. */
function fromStandard({ document }: ProfileDetail): Comparison {
  const { options, overrides, reasons } = draftOf(document)
  return {
    options: optionNames.filter((one) => options[one]).map((option) => ({ option, from: false, to: true })),
    overrides: Object.entries(overrides).map(([tag, to]) => ({
      tag,
      keyword: '',
      from: null,
      to,
      reason: reasons[tag] ?? null,
    })),
    tags: [],
    description: false,
  }
}
