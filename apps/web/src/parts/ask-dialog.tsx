import type { Problem } from '@clic/contracts'
import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useWords } from '../words/index.tsx'
import { ProblemNotice } from './problem-notice.tsx'

/**
 * Asks for what a step needs, or only once more, before it is done. What is refused is said where the person stands; when the step is
 * done the dialog closes.
 */
export function AskDialog({
  title,
  step = title,
  color,
  size,
  ready = true,
  doing,
  onDo,
  onClose,
  children,
}: {
  title: string
  /** What the button that does it says. */
  step?: string
  /** Of that button: `brick` for what does not come back. */
  color?: 'brick'
  size?: ModalProps['size']
  /** False while something that is needed is missing. */
  ready?: boolean
  doing: { busy: boolean; problem: Problem | undefined }
  onDo: () => Promise<{ ok: boolean }>
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useWords()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if ((await onDo()).ok) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {children}
          <ProblemNotice problem={doing.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('do.cancel')}
            </Button>
            <Button type="submit" color={color} loading={doing.busy} disabled={!ready}>
              {step}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
