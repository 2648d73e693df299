import type { Problem } from '@clic/contracts'
import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { isReason, leastReason } from '../../parts/reason-field.tsx'
import { useWords } from '../../words/index.tsx'

/** Asks once more before a step that cannot be taken back, for the reason where it goes on record. */
export function AskReason({
  title,
  step,
  lead,
  label,
  doing,
  onClose,
  onDo,
}: {
  title: string
  step?: string
  lead: string
  /** Of the reason; without it only a yes is asked for. */
  label?: string
  doing: { busy: boolean; problem: Problem | undefined }
  onClose: () => void
  onDo: (reason: string) => Promise<{ ok: boolean }>
}) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  return (
    <AskDialog
      title={title}
      step={step}
      needs={{ reason: label !== undefined && !isReason(reason) && t('need.reason', { n: leastReason }) }}
      doing={doing}
      onDo={() => onDo(reason.trim())}
      onClose={onClose}
    >
      <Text size="sm">{lead}</Text>
      {label ? (
        <Textarea
          name="reason"
          label={label}
          description={t('prof.reason.help')}
          required
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
    </AskDialog>
  )
}
