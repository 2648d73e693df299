import { permitEndpoints, sharedPatientsEndpoints } from '@clic/contracts'
import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo } from '../../api.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'

/** One person's half of an agreement: who the partner is, by its key, and under which permit this zone counts. */
export function ProposeAgreement({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const permits = useAsk(permitEndpoints.list, {})
  const propose = useDo(sharedPatientsEndpoints.propose, { refresh: [sharedPatientsEndpoints.agreements] })
  const [given, setGiven] = useState({ project: '', partner: '', url: '', publicKey: '', permitId: '' })
  const set = (name: keyof typeof given) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setGiven((before) => ({ ...before, [name]: value }))
  }
  const projects = (permits.data ?? []).filter((one) => one.terms.kind === 'project' && one.state === 'active')
  const submit = async () => {
    const answer = await propose.run({ body: { ...given, project: given.project.trim(), url: given.url.trim() } })
    if (answer.ok) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('shared.propose')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack gap="md">
        <TextInput label={t('shared.partner')} value={given.partner} onChange={set('partner')} />
        <TextInput
          label={t('shared.project')}
          description={t('shared.project.help')}
          value={given.project}
          onChange={set('project')}
        />
        <TextInput
          label={t('shared.url')}
          description={t('shared.url.help')}
          value={given.url}
          onChange={set('url')}
          placeholder="https://"
        />
        <Textarea
          label={t('shared.theirkey')}
          description={t('shared.theirkey.help')}
          value={given.publicKey}
          onChange={set('publicKey')}
          autosize
          minRows={3}
          styles={{ input: { fontFamily: 'monospace', fontSize: '0.75rem' } }}
        />
        <NativeSelect
          label={t('shared.permit')}
          description={t('shared.permit.help')}
          value={given.permitId}
          onChange={set('permitId')}
          data={[
            { value: '', label: t('assign.permit.pick') },
            ...projects.map((one) => ({ value: one.id, label: one.terms.title })),
          ]}
        />
        <ProblemNotice problem={propose.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('do.cancel')}
          </Button>
          <Button
            loading={propose.busy}
            disabled={Object.values(given).some((value) => value.trim() === '')}
            onClick={() => void submit()}
          >
            {t('shared.propose')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
