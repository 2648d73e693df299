import { sharedPatientsEndpoints } from '@clic/contracts'
import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { useWords } from '../../words/index.tsx'
import { ProjectPermit, useProjectPermits } from '../project-permit.tsx'

/** One person's half of an agreement: who the partner is, by its key, and under which permit this zone counts. */
export function ProposeAgreement({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const projects = useProjectPermits('active')
  const propose = useDo(sharedPatientsEndpoints.propose, { refresh: [sharedPatientsEndpoints.agreements] })
  const [given, setGiven] = useState({ project: '', partner: '', url: '', publicKey: '', permitId: '' })
  const set = (name: keyof typeof given) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setGiven((before) => ({ ...before, [name]: value }))
  }
  return (
    <AskDialog
      title={t('shared.propose')}
      ready={Object.values(given).every((value) => value.trim() !== '')}
      doing={propose}
      onDo={() => propose.run({ body: { ...given, project: given.project.trim(), url: given.url.trim() } })}
      onClose={onClose}
    >
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
      <ProjectPermit
        label={t('shared.permit')}
        description={t('shared.permit.help')}
        projects={projects}
        value={given.permitId}
        onChange={(permitId) => setGiven((before) => ({ ...before, permitId }))}
      />
    </AskDialog>
  )
}
