import { curateEndpoints, type Permit } from '@clic/contracts'
import { Button, Checkbox, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { useNeeds } from '../../parts/needs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import { Count } from '../parts/count.tsx'
import { InventedNotice } from '../parts/notices.tsx'
import { AgeSexPicture } from './age-sex-picture.tsx'
import classes from './curate.module.css'
import type { Rule } from './rule-text.tsx'

/** A rule is put together and counted as it changes; then it gets a name. */
export function CohortBuilder({ project }: { project: Permit }) {
  const { t } = useWords()
  const modalities = project.terms.cohort.modalities.filter((one) => one !== 'SEG' && one !== 'SR')
  const [rule, setRule] = useState<Omit<Rule, 'permitId'>>({
    modality: modalities[0] ?? 'MR',
    needsAcceptedLabel: true,
  })
  const [name, setName] = useState('')
  const [counted] = useDebouncedValue(rule, 350)
  const counts = useAsk(curateEndpoints.preview, { body: { ...counted, permitId: project.id } }, { every: 15 })
  const define = useDo(curateEndpoints.define, { refresh: [curateEndpoints.cohorts] })
  const { complete, notice } = useNeeds()
  const change = (next: Partial<Rule>) => setRule((now) => ({ ...now, ...next }))
  const age = (value: number | string) => (typeof value === 'number' ? value : undefined)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget)) return
    const made = await define.run({ body: { name: name.trim(), rule: { ...rule, permitId: project.id } } })
    if (made.ok) setName('')
  }
  return (
    <Panel title={t('cohort.build')} lead={t('cohort.build.lead')}>
      <form onSubmit={submit} noValidate className={classes['builder']}>
        <Stack gap="sm">
          <Group grow>
            <Select
              label={t('cohort.modality')}
              value={rule.modality}
              allowDeselect={false}
              data={modalities.length ? modalities : ['MR']}
              onChange={(modality) => modality && change({ modality })}
            />
            <Select
              label={t('link.sex')}
              value={rule.sex ?? 'any'}
              allowDeselect={false}
              data={[
                { value: 'any', label: t('cohort.sex.any') },
                { value: 'female', label: t('sex.female') },
                { value: 'male', label: t('sex.male') },
              ]}
              onChange={(sex) => change({ sex: sex === 'female' || sex === 'male' ? sex : undefined })}
            />
          </Group>
          <Group grow>
            <NumberInput
              label={t('cohort.age.from')}
              min={0}
              max={130}
              allowDecimal={false}
              value={rule.ageFrom ?? ''}
              onChange={(value) => change({ ageFrom: age(value) })}
            />
            <NumberInput
              label={t('cohort.age.to')}
              min={0}
              max={130}
              allowDecimal={false}
              value={rule.ageTo ?? ''}
              onChange={(value) => change({ ageTo: age(value) })}
            />
          </Group>
          <Checkbox
            label={t('cohort.accepted')}
            checked={rule.needsAcceptedLabel}
            onChange={(event) => change({ needsAcceptedLabel: event.currentTarget.checked })}
          />
          <Group align="flex-end" mt="xs">
            <TextInput
              label={t('cohort.name')}
              required
              minLength={2}
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              flex={1}
            />
            <Button type="submit" loading={define.busy}>
              {t('cohort.define')}
            </Button>
          </Group>
          {notice}
          <ProblemNotice problem={define.problem} onClose={define.clear} />
        </Stack>
        <div aria-live="polite">
          <Answer of={counts}>
            {(now) => (
              <>
                <Group gap="xl" mb="xs">
                  <Figure label={t('cohort.persons')}>
                    <Count value={now.persons} below={now.suppressedBelow} />
                  </Figure>
                  <Figure label={t('cohort.studies')}>
                    <Count value={now.studies} below={now.suppressedBelow} />
                  </Figure>
                </Group>
                <AgeSexPicture counts={now} />
                <Text size="xs" c="gray.7" mt={4} mb="sm">
                  {t('cohort.suppressed', { n: now.suppressedBelow })}
                </Text>
                <InventedNotice when={now.invented} />
              </>
            )}
          </Answer>
        </div>
      </form>
    </Panel>
  )
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <div className={classes['big']}>{children}</div>
      <Text size="sm" c="gray.7">
        {label}
      </Text>
    </div>
  )
}
