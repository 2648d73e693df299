import { type InputOf, type Permit, validateEndpoints } from '@clic/contracts'
import { Button, Checkbox, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDo } from '../../api.ts'
import { useNeeds } from '../../parts/needs.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import type { Dataset } from '../curate/rule-text.tsx'
import { Notice } from '../parts/notices.tsx'

type Document = InputOf<typeof validateEndpoints.register>['body']

/** Thresholds a structure, distances, subgroups, intervals, and how often the sealed part may be opened. */
export function RegisterProtocol({ project, datasets }: { project: Permit; datasets: Dataset[] }) {
  const { t } = useWords()
  const register = useDo(validateEndpoints.register, { refresh: [validateEndpoints.protocols] })
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [thresholds, setThresholds] = useState<Record<string, number>>({})
  const [distances, setDistances] = useState(true)
  const [subgroups, setSubgroups] = useState<('sex' | 'age')[]>(['sex', 'age'])
  const [ageBands, setAgeBands] = useState(['60', '70'])
  const [numbers, setNumbers] = useState({ replicates: 2000, level: 95, maxOpenings: 2 })
  const [done, setDone] = useState(false)
  const dataset = datasets.find((one) => one.id === chosen) ?? datasets[0]
  const set = (key: keyof typeof numbers) => (value: number) => setNumbers((now) => ({ ...now, [key]: value }))
  const { complete, notice } = useNeeds()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget) || !dataset) return
    const body: Document = {
      title: title.trim(),
      permitId: project.id,
      datasetId: dataset.id,
      primary: dataset.structures.map((one) => ({
        metric: 'dice',
        structure: one.name,
        threshold: thresholds[one.name] ?? 0.8,
      })),
      secondary: distances ? dataset.structures.map((one) => ({ metric: 'hd95', structure: one.name })) : [],
      subgroups,
      ageBands: ageBands
        .map(Number)
        .filter((one) => Number.isInteger(one) && one > 0)
        .sort((a, b) => a - b),
      bootstrap: { replicates: numbers.replicates, level: numbers.level / 100 },
      maxOpenings: numbers.maxOpenings,
    }
    const made = await register.run({ body })
    setDone(made.ok)
    if (made.ok) setTitle('')
  }
  return (
    <Panel title={t('protocol.register')} lead={t('protocol.register.lead')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Group align="flex-start" grow>
            <TextInput
              label={t('protocol.name')}
              required
              minLength={3}
              maxLength={120}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <Select
              label={t('training.dataset')}
              required
              allowDeselect={false}
              value={dataset?.id ?? null}
              onChange={setChosen}
              placeholder={t('training.dataset.none')}
              data={datasets.map((one) => ({
                value: one.id,
                label: t('dataset.name', { name: one.name, version: one.version }),
              }))}
            />
          </Group>
          {dataset ? (
            <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
              <Text component="legend" size="sm" fw={500} mb={4}>
                {t('protocol.thresholds')}
              </Text>
              <Group align="flex-end">
                {dataset.structures.map((one) => (
                  <NumberField
                    key={`${dataset.id} ${one.name}`}
                    label={one.name}
                    w={210}
                    min={0}
                    max={1}
                    step={0.01}
                    decimalScale={3}
                    value={thresholds[one.name] ?? 0.8}
                    onChange={(value) => setThresholds((now) => ({ ...now, [one.name]: value }))}
                  />
                ))}
                <Checkbox
                  pb={8}
                  label={t('protocol.distances')}
                  checked={distances}
                  onChange={(event) => setDistances(event.currentTarget.checked)}
                />
              </Group>
            </fieldset>
          ) : null}
          <Group align="flex-end">
            <Checkbox.Group
              label={t('protocol.subgroups')}
              value={subgroups}
              onChange={(value) => setSubgroups(value as ('sex' | 'age')[])}
            >
              <Group mt={6} h={30}>
                <Checkbox value="sex" label={t('subgroup.by.sex')} />
                <Checkbox value="age" label={t('subgroup.by.age')} />
              </Group>
            </Checkbox.Group>
            <TagsInput
              label={t('protocol.bands')}
              w={260}
              value={ageBands}
              onChange={setAgeBands}
              disabled={!subgroups.includes('age')}
            />
            <NumberField
              label={t('protocol.level')}
              w={150}
              min={80}
              max={99.9}
              suffix=" %"
              value={numbers.level}
              onChange={set('level')}
            />
            <NumberField
              label={t('protocol.replicates')}
              w={170}
              min={200}
              max={20_000}
              allowDecimal={false}
              value={numbers.replicates}
              onChange={set('replicates')}
            />
            <NumberField
              label={t('protocol.max')}
              w={210}
              min={1}
              max={50}
              allowDecimal={false}
              value={numbers.maxOpenings}
              onChange={set('maxOpenings')}
            />
          </Group>
          {notice}
          <Group>
            <Button type="submit" loading={register.busy}>
              {t('protocol.register.do')}
            </Button>
          </Group>
          <ProblemNotice problem={register.problem} onClose={register.clear} />
          {done ? (
            <Notice icon="check" tone="green">
              {t('protocol.register.done')}
            </Notice>
          ) : null}
        </Stack>
      </form>
    </Panel>
  )
}
