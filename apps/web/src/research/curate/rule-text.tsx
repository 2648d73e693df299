import type { curateEndpoints, ReplyOf } from '@clic/contracts'
import { useWords } from '../../words/index.tsx'

export type Cohort = ReplyOf<typeof curateEndpoints.cohorts>[number]
export type Rule = Cohort['rule']
export type Dataset = ReplyOf<typeof curateEndpoints.dataset>

/** A cohort rule in words: “MR, women, 60 to 75 years, accepted mask”. */
export function RuleText({ rule }: { rule: Rule }) {
  const { t } = useWords()
  const { ageFrom, ageTo } = rule
  const age =
    ageFrom !== undefined && ageTo !== undefined
      ? t('cohort.rule.between', { from: ageFrom, to: ageTo })
      : ageFrom !== undefined
        ? t('cohort.rule.from', { from: ageFrom })
        : ageTo !== undefined
          ? t('cohort.rule.to', { to: ageTo })
          : undefined
  return (
    <>
      {[
        rule.modality,
        rule.sex ? t(`sex.${rule.sex}`).toLowerCase() : undefined,
        age,
        rule.needsAcceptedLabel ? t('cohort.rule.accepted') : undefined,
      ]
        .filter(Boolean)
        .join(', ')}
    </>
  )
}
