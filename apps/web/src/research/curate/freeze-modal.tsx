import { curateEndpoints } from '@clic/contracts'
import { Group, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { useWords } from '../../words/index.tsx'
import { type Cohort, RuleText } from './rule-text.tsx'

/** Freezing: the cohort as it is now becomes a version that never changes, split by patient, with the test part sealed. */
export function FreezeModal({ cohort, onClose }: { cohort: Cohort; onClose(): void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const freeze = useDo(curateEndpoints.freeze, { refresh: [curateEndpoints.datasets] })
  const [name, setName] = useState(cohort.name)
  const [share, setShare] = useState({ test: 25, tune: 6, seed: 1 })
  const set = (key: keyof typeof share) => (value: number) => setShare((now) => ({ ...now, [key]: value }))
  const make = async () => {
    const made = await freeze.run({
      body: {
        permitId: cohort.rule.permitId,
        cohortId: cohort.id,
        name: name.trim(),
        split: { test: share.test / 100, tune: share.tune / 100, seed: share.seed },
      },
    })
    if (made.ok) await navigate({ to: `/curate/datasets/${made.value.id}` })
    return made
  }
  return (
    <AskDialog
      title={t('freeze.title', { name: cohort.name })}
      step={t('freeze.do')}
      size="lg"
      doing={freeze}
      onDo={make}
      onClose={onClose}
    >
      <Text size="sm">
        <RuleText rule={cohort.rule} />
      </Text>
      <Text size="sm" c="gray.7">
        {t('freeze.what')}
      </Text>
      <TextInput
        label={t('freeze.name')}
        required
        minLength={2}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group grow align="flex-start">
        <NumberField
          label={t('freeze.test')}
          description={t('freeze.test.why')}
          min={5}
          max={50}
          suffix=" %"
          value={share.test}
          onChange={set('test')}
        />
        <NumberField
          label={t('freeze.tune')}
          description={t('freeze.tune.why')}
          min={2}
          max={30}
          suffix=" %"
          value={share.tune}
          onChange={set('tune')}
        />
        <NumberField
          label={t('freeze.seed')}
          description={t('freeze.seed.why')}
          allowDecimal={false}
          value={share.seed}
          onChange={set('seed')}
        />
      </Group>
    </AskDialog>
  )
}
