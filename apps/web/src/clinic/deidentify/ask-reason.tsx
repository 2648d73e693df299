import type { Problem } from '@clic/contracts'
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'

/** Asks once more before a step that cannot be taken back, for the reason where it goes on record. */
export function AskReason({
  open,
  title,
  lead,
  label,
  doing,
  onClose,
  onDo,
}: {
  open: boolean
  title: string
  lead: string
  /** Of the reason; without it only a yes is asked for. */
  label?: string
  doing: { busy: boolean; problem: Problem | undefined }
  onClose: () => void
  onDo: (reason: string) => void
}) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  return (
    <Modal opened={open} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack gap="md">
        <Text size="sm">{lead}</Text>
        {label ? (
          <Textarea
            label={label}
            description={t('prof.reason.help')}
            value={reason}
            maxLength={500}
            autosize
            minRows={2}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        <ProblemNotice problem={doing.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('do.cancel')}
          </Button>
          <Button
            loading={doing.busy}
            disabled={label !== undefined && reason.trim().length < 10}
            onClick={() => onDo(reason.trim())}
          >
            {label ? title : t('prof.discard.sure')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
