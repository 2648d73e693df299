import { type Sampling, samplingEndpoints } from '@clic/contracts'
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import { LimitChoice } from './limit-choice.tsx'

/** The DPO begins a sampling anew: after a leak, or with another limit. */
export function RestartSampling({ of, onClose }: { of: Sampling; onClose: () => void }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [limit, setLimit] = useState(of.policy.limit)
  const restart = useDo(samplingEndpoints.restart, { refresh: [samplingEndpoints.list] })
  const submit = async () => {
    const body = { reason, policy: { limit, every: of.policy.every } }
    const answer = await restart.run({ params: { samplingId: of.id }, body })
    if (answer.ok) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('sampling.restart')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack gap="md">
        <Text size="sm">{t('sampling.restart.lead')}</Text>
        <Textarea
          label={t('sampling.restart.reason')}
          value={reason}
          autosize
          minRows={3}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <LimitChoice value={limit} onChange={setLimit} />
        <ProblemNotice problem={restart.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('do.cancel')}
          </Button>
          <Button disabled={reason.trim().length < 10} loading={restart.busy} onClick={() => void submit()}>
            {t('sampling.restart')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
