import { acquireEndpoints, deployEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, Group, NativeSelect, NumberInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { useWords } from '../../words/index.tsx'

/** Which studies go to which release. */
export function Routes() {
  const { t } = useWords()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const routes = useAsk(deployEndpoints.routes, {}, { every: 10 })
  const releases = useAsk(deployEndpoints.releases, {})
  const nameOf = (id: string) => {
    const one = releases.data?.find((release) => release.id === id)
    return one ? `${one.productName} ${one.version}` : `…${id.slice(-8)}`
  }
  return (
    <>
      <PageTitle
        title={t('routes.title')}
        lead={t('routes.lead')}
        actions={
          may('route.manage') ? (
            <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
              {t('routes.add')}
            </Button>
          ) : null
        }
      />
      {adding ? <AddRoute onClose={() => setAdding(false)} releases={releases.data ?? []} /> : null}
      <Panel title={t('routes.title')} flush>
        <Answer of={routes}>
          {(rows) => (
            <DataTable
              caption={t('routes.title')}
              rows={rows}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="deploy" title={t('routes.none')} />}
              columns={[
                { key: 'name', head: t('routes.name'), rowHead: true, cell: (one) => one.name },
                {
                  key: 'when',
                  head: t('routes.when'),
                  cell: (one) =>
                    `${t('routes.when.text', { modality: one.when.modality, source: one.when.source ?? t('routes.source.any') })}${one.when.descriptionContains ? ` ${t('routes.when.contains', { text: one.when.descriptionContains })}` : ''}`,
                },
                { key: 'release', head: t('routes.release'), cell: (one) => nameOf(one.releaseId) },
                {
                  key: 'to',
                  head: t('routes.destination'),
                  cell: (one) => `${one.destination.aeTitle} (${one.destination.host}:${one.destination.port})`,
                },
                {
                  key: 'state',
                  head: t('study.timeline.state'),
                  cell: (one) => <StatusBadge state={one.active ? 'active' : 'closed'} />,
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}

function AddRoute({ onClose, releases }: { onClose: () => void; releases: ReplyOf<typeof deployEndpoints.releases> }) {
  const { t } = useWords()
  const sources = useAsk(acquireEndpoints.sources, {})
  const add = useDo(deployEndpoints.addRoute, { refresh: [deployEndpoints.routes] })
  const [source, setSource] = useState('')
  const known = sources.data?.find((one) => one.aeTitle === source)?.returnTo
  const active = releases.filter((one) => one.state === 'active')
  const make = (given: FormData) => {
    const text = (name: string) => String(given.get(name) ?? '').trim()
    return add.run({
      body: {
        name: text('name'),
        releaseId: text('release'),
        when: {
          modality: text('modality'),
          ...(source ? { source } : {}),
          ...(text('contains') ? { descriptionContains: text('contains') } : {}),
        },
        destination: { host: text('host'), port: Number(text('port')), aeTitle: text('ae') },
      },
    })
  }
  return (
    <AskDialog
      title={t('routes.add')}
      size="lg"
      needs={{ release: active.length === 0 && t('routes.need.release') }}
      doing={add}
      onDo={make}
      onClose={onClose}
    >
      {active.length === 0 ? <Text size="sm">{t('routes.norelease')}</Text> : null}
      <TextInput name="name" label={t('routes.name')} required />
      <NativeSelect
        name="release"
        label={t('routes.release')}
        required
        data={active.map((one) => ({ value: one.id, label: `${one.productName} ${one.version}` }))}
      />
      <Group grow align="flex-end">
        <TextInput name="modality" label={t('routes.modality')} required defaultValue="MR" maxLength={16} />
        <NativeSelect
          label={t('routes.source')}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          data={[
            { value: '', label: t('routes.source.any') },
            ...(sources.data ?? []).map((one) => ({ value: one.aeTitle, label: one.name })),
          ]}
        />
        <TextInput name="contains" label={t('routes.contains')} />
      </Group>
      <Group grow align="flex-end" key={source}>
        <TextInput name="ae" label={t('sources.returnae')} required maxLength={16} defaultValue={known?.aeTitle} />
        <TextInput name="host" label={t('sources.host')} required defaultValue={known?.host ?? '127.0.0.1'} />
        <NumberInput
          name="port"
          label={t('sources.port')}
          required
          min={1}
          max={65535}
          defaultValue={known?.port ?? 11112}
          hideControls
          thousandSeparator=""
        />
      </Group>
    </AskDialog>
  )
}
