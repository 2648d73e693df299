import type { SamplingPolicy } from '@clic/contracts'
import { NativeSelect } from '@mantine/core'
import { useWords } from '../../words/index.tsx'
import { cleanNeeded, offeredLimits, percent } from './policy.ts'

type Limit = SamplingPolicy['limit']

/** How much of what leaves may hold an identifier, said with the work that it takes. */
export function LimitChoice({ value, onChange }: { value: Limit; onChange: (limit: Limit) => void }) {
  const { t, language } = useWords()
  const offered: Limit[] = [...offeredLimits]
  if (!offered.includes(value)) offered.unshift(value)
  return (
    <NativeSelect
      label={t('sampling.policy')}
      value={String(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value === 'none' ? 'none' : Number(currentTarget.value))}
      data={offered.map((limit) => ({
        value: String(limit),
        label:
          limit === 'none'
            ? t('sampling.policy.none')
            : t('sampling.policy.limit', { limit: percent(limit, language), n: cleanNeeded(limit) }),
      }))}
    />
  )
}
