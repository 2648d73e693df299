import { deidentifyEndpoints, profileEndpoints } from '@clic/contracts'
import { Button, FileButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'

/** A profile from a file becomes a draft; the same file is what `./clic deidentify --profile` takes. */
export function ImportProfile() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [unreadable, setUnreadable] = useState(false)
  const draft = useDo(profileEndpoints.draft, { refresh: [deidentifyEndpoints.profiles] })
  const take = async (file: File | null) => {
    if (!file) return
    const document = parsed(await file.text())
    setUnreadable(document === undefined)
    if (document === undefined) return
    const answer = await draft.run({ body: { document } })
    if (answer.ok) await navigate({ to: `/deidentify/profiles/${answer.value.id}` })
  }
  const problem = unreadable
    ? { type: 'urn:clic:problem:profile-unfit', status: 400, title: t('prof.import.bad'), detail: t('prof.import.bad') }
    : draft.problem
  return (
    <>
      <FileButton onChange={(file) => void take(file)} accept="application/json,.json">
        {(props) => (
          <Button {...props} variant="default" leftSection={<Icon name="upload" size={16} />} loading={draft.busy}>
            {t('prof.import')}
          </Button>
        )}
      </FileButton>
      <ProblemNotice problem={problem} />
    </>
  )
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
