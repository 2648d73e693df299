import { type Problem, type ReplyOf, sharedFileSchema, sharedPatientsEndpoints } from '@clic/contracts'
import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import { AgreementChoice } from './ask-count.tsx'
import { CountText } from './counts.tsx'
import { saveFile } from './save-file.ts'
import type { Agreement } from './shared-page.tsx'

type Read = ReplyOf<typeof sharedPatientsEndpoints.readFile>

/** What the other region handed over: a question is answered with a file, an answer is counted, an outcome is noted. */
export function PartnerFile({ agreements }: { agreements: readonly Agreement[] }) {
  const { t } = useWords()
  const [id, setId] = useState(agreements[0]?.id ?? '')
  const [done, setDone] = useState<Read>()
  const [unreadable, setUnreadable] = useState(false)
  const read = useDo(sharedPatientsEndpoints.readFile, {
    refresh: [sharedPatientsEndpoints.runs, sharedPatientsEndpoints.agreements],
  })
  const agreement = agreements.find((one) => one.id === id) ?? agreements[0]
  if (!agreement) return null
  const take = async (chosen: File | null) => {
    if (!chosen) return
    setDone(undefined)
    read.clear()
    const file = sharedFileSchema.safeParse(parsed(await chosen.text()))
    setUnreadable(!file.success)
    if (!file.success) return
    const answer = await read.run({
      body: { agreementId: agreement.id, permitId: agreement.permitId, file: file.data },
    })
    if (!answer.ok) return
    setDone(answer.value)
    if (answer.value.file) saveFile(nameOf(answer.value, agreement), answer.value.file)
  }
  const problem: Problem | undefined = unreadable
    ? {
        type: 'urn:clic:problem:file-unreadable',
        status: 400,
        title: t('shared.file.bad'),
        detail: t('shared.file.bad.why'),
        next: t('shared.file.bad.next'),
      }
    : read.problem
  return (
    <Panel title={t('shared.file')} lead={t('shared.file.lead')}>
      <Stack gap="sm" maw={640}>
        <AgreementChoice agreements={agreements} value={agreement.id} onChange={setId} />
        <Group>
          <FileButton onChange={(file) => void take(file)} accept="application/json,.json">
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="upload" size={16} />} loading={read.busy}>
                {t('shared.file.choose')}
              </Button>
            )}
          </FileButton>
        </Group>
        <ProblemNotice problem={problem} />
        {done ? (
          <div role="status">
            <Text fw={600}>{t(`shared.read.${done.kind}`)}</Text>
            {done.kind === 'question' ? null : <CountText run={done.run} large />}
            {done.file ? (
              <Group gap="xs" mt={4}>
                <Text size="sm">{t('shared.file.next', { name: nameOf(done, agreement) })}</Text>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => saveFile(nameOf(done, agreement), done.file)}
                >
                  {t('shared.file.again')}
                </Button>
              </Group>
            ) : null}
          </div>
        ) : null}
      </Stack>
    </Panel>
  )
}

function nameOf(read: Read, agreement: Agreement): string {
  const next = read.kind === 'question' ? 'answer' : 'outcome'
  return `clic-${next}-${agreement.project}-${read.run.id.slice(-8)}.json`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
