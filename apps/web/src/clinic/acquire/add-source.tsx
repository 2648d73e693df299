import { acquireEndpoints } from '@clic/contracts'
import { Button, Checkbox, Group, Modal, NumberInput, Radio, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDo } from '../../api.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'

/** Registers a hospital system. It cannot send before its standing permit is active. */
export function AddSource({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords()
  const add = useDo(acquireEndpoints.addSource, { refresh: [acquireEndpoints.sources] })
  const [kind, setKind] = useState<'dimse' | 'stow'>('dimse')
  const [returns, setReturns] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const text = (name: string) => String(given.get(name) ?? '').trim()
    const returnTo = returns ? { host: text('host'), port: Number(text('port')), aeTitle: text('returnAe') } : undefined
    const answer = await add.run({
      body: { name: text('name'), aeTitle: text('ae'), kind, ...(returnTo ? { returnTo } : {}) },
    })
    if (answer.ok) onClose()
  }
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={t('sources.add')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('do.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
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
          <TextInput name="name" label={t('sources.name')} required minLength={2} maxLength={80} data-autofocus />
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
          <ProblemNotice problem={add.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('do.cancel')}
            </Button>
            <Button type="submit" loading={add.busy}>
              {t('sources.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
