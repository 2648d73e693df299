import { sharedPatientsEndpoints } from '@clic/contracts'
import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { useWords } from '../../words/index.tsx'
import { ProjectPermit, useProjectPermits } from '../project-permit.tsx'

/** As the server takes it: both regions have to write the same. */
const projectWord = /^[a-z0-9]+(-[a-z0-9]+)*$/

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
      size="lg"
      needs={{
        partner: given.partner.trim().length < 2 && t('shared.need.partner'),
        project:
          (given.project.trim().length < 3 || !projectWord.test(given.project.trim())) && t('shared.need.project'),
        url: !URL.canParse(given.url.trim()) && t('shared.need.url'),
        publicKey: !given.publicKey.trim() && t('shared.need.key'),
        permitId: !given.permitId && t('shared.need.permit'),
      }}
      doing={propose}
      onDo={() => propose.run({ body: { ...given, project: given.project.trim(), url: given.url.trim() } })}
      onClose={onClose}
    >
      <TextInput name="partner" label={t('shared.partner')} required value={given.partner} onChange={set('partner')} />
      <TextInput
        name="project"
        label={t('shared.project')}
        required
        description={t('shared.project.help')}
        value={given.project}
        onChange={set('project')}
      />
      <TextInput
        name="url"
        label={t('shared.url')}
        required
        description={t('shared.url.help')}
        value={given.url}
        onChange={set('url')}
        placeholder="https://"
      />
      <Textarea
        name="publicKey"
        label={t('shared.theirkey')}
        required
        description={t('shared.theirkey.help')}
        value={given.publicKey}
        onChange={set('publicKey')}
        autosize
        minRows={3}
        styles={{ input: { fontFamily: 'monospace', fontSize: '0.75rem' } }}
      />
      <ProjectPermit
        name="permitId"
        label={t('shared.permit')}
        description={t('shared.permit.help')}
        projects={projects}
        value={given.permitId}
        onChange={(permitId) => setGiven((before) => ({ ...before, permitId }))}
      />
    </AskDialog>
  )
}
