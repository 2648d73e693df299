import { type Sampling, samplingEndpoints } from '@clic/contracts'
import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { isReason, leastReason } from '../../parts/reason-field.tsx'
import { useWords } from '../../words/index.tsx'
import { LimitChoice } from './limit-choice.tsx'

/** The DPO begins a sampling anew: after a leak, or with another limit. */
export function RestartSampling({ of, onClose }: { of: Sampling; onClose: () => void }) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [limit, setLimit] = useState(of.policy.limit)
  const restart = useDo(samplingEndpoints.restart, { refresh: [samplingEndpoints.list] })
  const body = { reason, policy: { limit, every: of.policy.every } }
  return (
    <AskDialog
      title={t('sampling.restart')}
      size="lg"
      needs={{ reason: !isReason(reason) && t('sampling.restart.need', { n: leastReason }) }}
      doing={restart}
      onDo={() => restart.run({ params: { samplingId: of.id }, body })}
      onClose={onClose}
    >
      <Text size="sm">{t('sampling.restart.lead')}</Text>
      <Textarea
        name="reason"
        label={t('sampling.restart.reason')}
        required
        value={reason}
        autosize
        minRows={3}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <LimitChoice value={limit} onChange={setLimit} />
    </AskDialog>
  )
}
