import { Field } from '../../parts/field.tsx'
import { WholeHash } from '../../parts/hash.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useWords } from '../../words/index.tsx'
import type { Release } from './release-text.tsx'

/** What a dialog about a release ends with: how the validation judged it, who signed before, and the digests of what is signed or sent. */
export function ReleaseSigned({ release }: { release: Release }) {
  const { t, code } = useWords()
  const { verdict, approvals } = release
  return (
    <>
      {verdict ? (
        <Field label={t('release.verdict')}>
          <StatusBadge state={verdict.verdict} /> <TimeText at={verdict.at} />
        </Field>
      ) : null}
      {approvals.length > 0 ? (
        <Field label={t('approval.before')} wide>
          {approvals.map((one) => `${one.name} (${code('role', one.role)})`).join(', ')}
        </Field>
      ) : null}
      <Field label={t('candidate.weights')} wide>
        <WholeHash value={release.weightsSha256} what={t('candidate.weights')} />
      </Field>
      <Field label={t('release.map')} wide>
        <WholeHash value={release.mapSha256} what={t('release.map')} />
      </Field>
    </>
  )
}
