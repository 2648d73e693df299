import { annotateEndpoints, type Permit } from '@clic/contracts'
import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDo } from '../../api.ts'
import { useNeeds } from '../../parts/needs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ReasonField } from '../../parts/reason-field.tsx'
import { useWords } from '../../words/index.tsx'
import { Notice } from '../parts/notices.tsx'

/** Masks that came with the studies may be accepted together, with one reason that is kept with each of them. */
export function AcceptImported({ project, waiting }: { project: Permit; waiting: number }) {
  const { t } = useWords()
  const accept = useDo(annotateEndpoints.acceptMany, { refresh: [annotateEndpoints.labels] })
  const [reason, setReason] = useState('')
  const [accepted, setAccepted] = useState<number>()
  const { complete, notice } = useNeeds()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget)) return
    const done = await accept.run({ body: { permitId: project.id, reason: reason.trim() } })
    if (!done.ok) return
    setAccepted(done.value.accepted)
    setReason('')
  }
  if (waiting === 0 && accepted === undefined) return null
  return (
    <Panel title={t('accept.title')} lead={t('accept.lead')}>
      {accepted === undefined ? null : (
        <Notice icon="check" tone="green">
          {t('accept.done', { n: accepted })}
        </Notice>
      )}
      {waiting > 0 ? (
        <form onSubmit={submit} noValidate>
          <ReasonField
            label={t('accept.reason')}
            description={t('accept.reason.why')}
            value={reason}
            onChange={setReason}
            maw={760}
          />
          {notice}
          <Button type="submit" mt="sm" loading={accept.busy}>
            {t('accept.do', { n: waiting })}
          </Button>
        </form>
      ) : null}
      <ProblemNotice problem={accept.problem} onClose={accept.clear} />
    </Panel>
  )
}
