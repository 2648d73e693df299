import { curateEndpoints, registerEndpoints, validateEndpoints } from '@clic/contracts'
import { Button, Group, Select, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '../../api.ts'
import { useNeeds } from '../../parts/needs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import type { Protocol } from './rows.ts'

/** Opens the sealed part for one release; how often that has happened is said before it is done. */
export function RunValidation({ protocols }: { protocols: Protocol[] }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const releases = useAsk(registerEndpoints.releases, {}, { every: 10 })
  const datasets = useAsk(curateEndpoints.datasets, {}, { every: 10 })
  const run = useDo(validateEndpoints.run, {
    refresh: [validateEndpoints.validations, validateEndpoints.protocols, curateEndpoints.datasets],
  })
  const [chosen, setChosen] = useState<string | null>(null)
  const [releaseId, setReleaseId] = useState<string | null>(null)
  const protocol = protocols.find((one) => one.id === chosen) ?? protocols[0]
  const opened = datasets.data?.find((one) => one.id === protocol?.document.datasetId)?.testOpenings
  const { complete, notice } = useNeeds()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget) || !protocol || !releaseId) return
    const made = await run.run({ body: { protocolId: protocol.id, releaseId } })
    if (made.ok) await navigate({ to: `/validate/results/${made.value.id}` })
  }
  return (
    <Panel title={t('validation.run')} lead={t('validation.run.lead')}>
      <form onSubmit={submit} noValidate>
        <Group align="flex-end">
          <Select
            label={t('protocol.one')}
            required
            w={380}
            allowDeselect={false}
            value={protocol?.id ?? null}
            onChange={setChosen}
            placeholder={t('protocol.empty')}
            data={protocols.map((one) => ({ value: one.id, label: one.document.title }))}
          />
          <Select
            label={t('release.one')}
            required
            w={320}
            value={releaseId}
            onChange={setReleaseId}
            placeholder={releases.data?.length === 0 ? t('release.none') : undefined}
            data={(releases.data ?? []).map((one) => ({
              value: one.id,
              label: `${one.productName} ${one.version} (${t(`product.kind.${one.kind}`).toLowerCase()})`,
            }))}
          />
          <Button type="submit" loading={run.busy}>
            {t('validation.run.do')}
          </Button>
        </Group>
        {notice}
      </form>
      {protocol && opened !== undefined ? (
        <Text size="sm" mt="sm" c={opened >= protocol.document.maxOpenings ? 'brick.7' : 'gray.7'}>
          {t('validation.openings', { n: opened, most: protocol.document.maxOpenings })}
        </Text>
      ) : null}
      <div style={{ marginTop: 12 }}>
        <ProblemNotice problem={run.problem} onClose={run.clear} />
      </div>
    </Panel>
  )
}
