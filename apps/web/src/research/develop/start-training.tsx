import { developEndpoints, type Permit } from '@clic/contracts'
import { Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useDo } from '../../api.ts'
import { useNeeds } from '../../parts/needs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import type { Dataset } from '../curate/rule-text.tsx'

type Config = {
  epochs?: number | undefined
  seed?: number | undefined
  learningRate?: number | undefined
  batch?: number | undefined
}

/** A training on a frozen version; what is left empty is the recipe’s own choice. */
export function StartTraining({ project, datasets }: { project: Permit; datasets: Dataset[] }) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const start = useDo(developEndpoints.start, { refresh: [developEndpoints.list] })
  const [datasetId, setDatasetId] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [config, setConfig] = useState<Config>({})
  const chosen = datasetId ?? datasets[0]?.id ?? null
  const set = (key: keyof Config) => (value: number | string) =>
    setConfig((now) => ({ ...now, [key]: typeof value === 'number' ? value : undefined }))
  const { complete, notice } = useNeeds()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget) || !chosen) return
    const made = await start.run({ body: { permitId: project.id, datasetId: chosen, name: name.trim(), config } })
    if (made.ok) await navigate({ to: `/develop/runs/${made.value.id}` })
  }
  return (
    <Panel title={t('training.start')} lead={t('training.start.lead')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Group align="flex-end">
            <Select
              label={t('training.dataset')}
              required
              allowDeselect={false}
              w={320}
              value={chosen}
              onChange={setDatasetId}
              placeholder={t('training.dataset.none')}
              data={datasets.map((one) => ({
                value: one.id,
                label: t('dataset.name', { name: one.name, version: one.version }),
              }))}
            />
            <TextInput
              label={t('training.name')}
              required
              minLength={2}
              maxLength={80}
              w={260}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <NumberInput
              label={t('training.epochs')}
              placeholder={t('training.auto')}
              w={120}
              min={1}
              max={2000}
              allowDecimal={false}
              value={config.epochs ?? ''}
              onChange={set('epochs')}
            />
            <NumberInput
              label={t('training.seed')}
              placeholder="20261124"
              w={140}
              min={0}
              allowDecimal={false}
              value={config.seed ?? ''}
              onChange={set('seed')}
            />
            <NumberInput
              label={t('training.rate')}
              placeholder={t('training.auto')}
              w={130}
              min={0.000001}
              max={1}
              step={0.001}
              decimalScale={6}
              decimalSeparator={language === 'da' ? ',' : '.'}
              value={config.learningRate ?? ''}
              onChange={set('learningRate')}
            />
            <NumberInput
              label={t('training.batch')}
              placeholder={t('training.auto')}
              w={110}
              min={1}
              max={64}
              allowDecimal={false}
              value={config.batch ?? ''}
              onChange={set('batch')}
            />
            <Button type="submit" loading={start.busy}>
              {t('training.start.do')}
            </Button>
          </Group>
          {notice}
          <ProblemNotice problem={start.problem} onClose={start.clear} />
        </Stack>
      </form>
    </Panel>
  )
}
