import { sharedPatientsEndpoints } from '@clic/contracts'
import { Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { useDo } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { isReason, leastReason } from '../../parts/reason-field.tsx'
import { useWords } from '../../words/index.tsx'
import { saveFile } from './save-file.ts'
import type { Agreement } from './shared-page.tsx'

/** Asks another region, over the network or by a file that is carried. Either takes one of the day's counts. */
export function AskCount({ agreements }: { agreements: readonly Agreement[] }) {
  const { t } = useWords()
  const [id, setId] = useState(agreements[0]?.id ?? '')
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const [made, setMade] = useState<'asked' | { name: string; file: unknown }>()
  const refresh = [sharedPatientsEndpoints.runs, sharedPatientsEndpoints.agreements]
  const count = useDo(sharedPatientsEndpoints.count, { refresh })
  const request = useDo(sharedPatientsEndpoints.requestFile, { refresh })
  const agreement = agreements.find((one) => one.id === id) ?? agreements[0]
  if (!agreement) return null
  const body = { agreementId: agreement.id, permitId: agreement.permitId, reason: reason.trim() }
  const spent = agreement.left.asked === 0
  const lacking = !isReason(reason) && t('need.reason', { n: leastReason })
  const complete = () => {
    setRefused(true)
    if (lacking) field.current?.focus()
    return !lacking
  }
  const done = (what: typeof made) => {
    setMade(what)
    setReason('')
    setRefused(false)
  }
  const ask = async () => {
    if (!complete()) return
    const answer = await count.run({ body })
    if (answer.ok) done('asked')
  }
  const write = async () => {
    if (!complete()) return
    const answer = await request.run({ body })
    if (!answer.ok) return
    const name = `clic-question-${agreement.project}-${answer.value.run.id.slice(-8)}.json`
    saveFile(name, answer.value.file)
    done({ name, file: answer.value.file })
  }
  return (
    <Panel title={t('shared.ask')} lead={t('shared.ask.lead')}>
      <Stack gap="sm" maw={640}>
        <AgreementChoice agreements={agreements} value={agreement.id} onChange={setId} />
        <Textarea
          ref={field}
          label={t('shared.reason')}
          description={t('shared.reason.help')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={500}
        />
        <Text size="sm" c={agreement.left.asked > 0 ? 'gray.7' : 'brick.8'} fw={500} role="status">
          {agreement.left.asked > 0
            ? t('shared.left.now', { n: agreement.left.asked, all: agreement.left.aDay })
            : t('shared.left.none')}
        </Text>
        <ProblemNotice problem={count.problem ?? request.problem} />
        {refused && lacking ? (
          <Text role="alert" size="sm" fw={500} c="brick.7">
            {lacking}
          </Text>
        ) : null}
        <Group>
          <Button disabled={spent || request.busy} loading={count.busy} onClick={() => void ask()}>
            {t('shared.ask.now')}
          </Button>
          <Button variant="default" disabled={spent || count.busy} loading={request.busy} onClick={() => void write()}>
            {t('shared.ask.file')}
          </Button>
        </Group>
        {made ? (
          <Group gap={8} c="green.8" role="status">
            <Icon name="check" />
            <Text size="sm">{made === 'asked' ? t('shared.asked') : t('shared.file.made', { name: made.name })}</Text>
            {made === 'asked' ? null : (
              <Button size="compact-xs" variant="default" onClick={() => saveFile(made.name, made.file)}>
                {t('shared.file.again')}
              </Button>
            )}
          </Group>
        ) : null}
      </Stack>
    </Panel>
  )
}

export function AgreementChoice({
  agreements,
  value,
  onChange,
}: {
  agreements: readonly Agreement[]
  value: string
  onChange: (id: string) => void
}) {
  const { t } = useWords()
  return (
    <NativeSelect
      label={t('shared.agreement')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={agreements.map((one) => ({ value: one.id, label: `${one.partner} · ${one.project}` }))}
    />
  )
}
