import { acquireEndpoints } from '@clic/contracts'
import { Checkbox, Group, NumberInput, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { useWords } from '../../words/index.tsx'

/** Registers a hospital system. It cannot send before its standing permit is active. */
export function AddSource({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const add = useDo(acquireEndpoints.addSource, { refresh: [acquireEndpoints.sources] })
  const [kind, setKind] = useState<'dimse' | 'stow'>('dimse')
  const [returns, setReturns] = useState(false)
  const register = (given: FormData) => {
    const text = (name: string) => String(given.get(name) ?? '').trim()
    const returnTo = returns ? { host: text('host'), port: Number(text('port')), aeTitle: text('returnAe') } : undefined
    return add.run({
      body: { name: text('name'), aeTitle: text('ae'), kind, ...(returnTo ? { returnTo } : {}) },
    })
  }
  return (
    <AskDialog title={t('sources.add')} size="lg" doing={add} onDo={register} onClose={onClose}>
      <Radio.Group
        label={t('sources.kind')}
        value={kind}
        onChange={(value) => setKind(value === 'stow' ? 'stow' : 'dimse')}
      >
        <Group gap="lg" mt={6}>
          <Radio value="dimse" label={t('sources.kind.dimse')} />
          <Radio value="stow" label={t('sources.kind.stow')} />
        </Group>
      </Radio.Group>
      <TextInput name="name" label={t('sources.name')} required minLength={2} maxLength={80} />
      <TextInput
        name="ae"
        label={t(`sources.ae.${kind}`)}
        description={t('sources.ae.help')}
        required
        maxLength={kind === 'dimse' ? 16 : 64}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Checkbox
        label={t('sources.return.have')}
        checked={returns}
        onChange={(event) => setReturns(event.currentTarget.checked)}
      />
      {returns ? (
        <Group grow align="flex-end">
          <TextInput name="returnAe" label={t('sources.returnae')} required maxLength={16} />
          <TextInput name="host" label={t('sources.host')} required defaultValue="127.0.0.1" />
          <NumberInput
            name="port"
            label={t('sources.port')}
            required
            min={1}
            max={65535}
            defaultValue={11112}
            hideControls
            thousandSeparator=""
          />
        </Group>
      ) : null}
    </AskDialog>
  )
}
