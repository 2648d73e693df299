import { linkEndpoints, type Permit } from '@clic/contracts'
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDo } from '../../api.ts'
import { useNeeds } from '../../parts/needs.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ReasonField } from '../../parts/reason-field.tsx'
import { useWords } from '../../words/index.tsx'
import { Notice } from '../parts/notices.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'

/** The data protection officer’s page for a person who has the right to be forgotten. */
export function ErasurePage() {
  const { t } = useWords()
  const projects = useProjects()
  return (
    <>
      <PageTitle title={t('erase.title')} lead={t('erase.lead')} />
      <ProjectPicker of={projects} />
      {projects.project ? <ErasePerson key={projects.project.id} project={projects.project} /> : null}
    </>
  )
}

/** Erases a pseudonymous person of the project; the ledger keeps that it happened and why, and the data are gone. */
function ErasePerson({ project }: { project: Permit }) {
  const { t } = useWords()
  const erase = useDo(linkEndpoints.erase, { refresh: [linkEndpoints.persons, linkEndpoints.studies] })
  const [pseudonym, setPseudonym] = useState('')
  const [reason, setReason] = useState('')
  const [sure, setSure] = useState(false)
  const [erased, setErased] = useState<{ studies: number; facts: number }>()
  const { complete, notice } = useNeeds({ sure: !sure && t('erase.need.sure') })
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget)) return
    setErased(undefined)
    const done = await erase.run({
      body: { permitId: project.id, pseudonym: pseudonym.trim(), reason: reason.trim() },
    })
    setSure(false)
    if (!done.ok) return
    setErased(done.value)
    setPseudonym('')
    setReason('')
  }
  return (
    <Panel title={t('erase.whom')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" maw={640}>
          <TextInput
            label={t('col.pseudonym')}
            required
            minLength={4}
            maxLength={128}
            autoComplete="off"
            value={pseudonym}
            onChange={(event) => setPseudonym(event.currentTarget.value)}
          />
          <ReasonField label={t('col.reason')} description={t('erase.reason')} value={reason} onChange={setReason} />
          <Checkbox
            name="sure"
            label={t('erase.sure')}
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
          {notice}
          <Group>
            <Button type="submit" color="brick" loading={erase.busy}>
              {t('erase.do')}
            </Button>
          </Group>
          <ProblemNotice problem={erase.problem} onClose={erase.clear} />
          {erased ? (
            <Notice icon="check" tone="green">
              {t('erase.done', { studies: erased.studies, facts: erased.facts })}
            </Notice>
          ) : null}
        </Stack>
      </form>
    </Panel>
  )
}
