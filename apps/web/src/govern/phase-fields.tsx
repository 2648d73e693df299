import { phases as allPhases, legalBasisSchema, type Phase } from '@clic/contracts'
import { Checkbox, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import classes from './govern.module.css'
import { type Basis, usualBasis } from './permit-draft.ts'

const { article6, article9 } = legalBasisSchema.shape

/** Each phase with a legal basis of its own; the usual one is filled in when the phase is chosen. */
export function PhaseFields({ phases, onChange }: { phases: readonly Basis[]; onChange: (phases: Basis[]) => void }) {
  const { t, code } = useWords()
  const toggle = (phase: Phase, on: boolean) =>
    onChange(
      on
        ? allPhases.flatMap((one) =>
            one === phase ? usualBasis(phase) : (phases.find((given) => given.phase === one) ?? []),
          )
        : phases.filter((one) => one.phase !== phase),
    )
  const change = (phase: Phase, part: Partial<Basis>) =>
    onChange(phases.map((one) => (one.phase === phase ? { ...one, ...part } : one)))
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={600}>
        {t('form.phases')}
      </Text>
      <Text size="xs" c="gray.7" mb={8}>
        {t('form.phases.help')}
      </Text>
      <Stack gap={8}>
        {allPhases.map((phase) => {
          const basis = phases.find((one) => one.phase === phase)
          return (
            <div key={phase} className={classes['phase']} data-on={basis !== undefined}>
              <Checkbox
                checked={basis !== undefined}
                onChange={(event) => toggle(phase, event.currentTarget.checked)}
                label={`${t(`phase.${phase}`)}: ${t(`phase.${phase}.what`)}`}
              />
              {basis ? (
                <fieldset className={classes['basis']} aria-label={t(`phase.${phase}`)}>
                  <NativeSelect
                    label={t('permit.a6')}
                    value={basis.article6}
                    onChange={(event) => change(phase, { article6: article6.parse(event.currentTarget.value) })}
                    data={article6.options.map((one) => ({ value: one, label: code('art', one) }))}
                  />
                  <NativeSelect
                    label={t('permit.a9')}
                    value={basis.article9}
                    onChange={(event) => change(phase, { article9: article9.parse(event.currentTarget.value) })}
                    data={article9.options.map((one) => ({ value: one, label: code('art', one) }))}
                  />
                  <TextInput
                    label={t('permit.national')}
                    required
                    minLength={3}
                    value={basis.national}
                    onChange={(event) => change(phase, { national: event.currentTarget.value })}
                  />
                </fieldset>
              ) : null}
            </div>
          )
        })}
      </Stack>
    </fieldset>
  )
}
