import type { Problem } from '@clic/contracts'
import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../words/index.tsx'
import classes from './ask-dialog.module.css'
import { type Needs, useNeeds } from './needs.tsx'
import { ProblemNotice } from './problem-notice.tsx'

/**
 * Asks for what a step needs, or only once more, before it is done. What is refused is said where the person stands, also what is
 * still missing; when the step is done the dialog closes.
 */
export function AskDialog({
  title,
  step = title,
  color,
  size,
  needs = {},
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
  needs?: Needs
  doing: { busy: boolean; problem: Problem | undefined }
  /** With what stands in the fields that keep their own value. */
  onDo: (given: FormData) => Promise<{ ok: boolean }>
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useWords()
  const { complete, notice } = useNeeds(needs)
  useFocusBack()
  // The button turns grey only with the next drawing; a second press before that would send the same again.
  const underWay = useRef(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    if (underWay.current || !complete(form)) return
    underWay.current = true
    try {
      if ((await onDo(new FormData(form))).ok) onClose()
    } finally {
      underWay.current = false
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      // A press beside the dialog, or Escape, would hide what is on its way.
      closeOnClickOutside={!doing.busy}
      closeOnEscape={!doing.busy}
      classNames={{ content: classes['content'] ?? '' }}
      closeButtonProps={{ 'aria-label': t('do.close'), disabled: doing.busy }}
    >
      {/* The browser would say what is missing in its own language, not in the page's. */}
      <form onSubmit={submit} noValidate ref={beginInFirstField}>
        <Stack gap="md">{children}</Stack>
        <div className={classes['foot']}>
          <div className={classes['said']}>
            <ProblemNotice problem={doing.problem} />
            {notice}
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={doing.busy}>
              {t('do.cancel')}
            </Button>
            <Button type="submit" color={color} loading={doing.busy}>
              {step}
            </Button>
          </Group>
        </div>
      </form>
    </Modal>
  )
}

/** Where the focus trap looks; without the mark it takes the button that closes. What the dialog has marked itself stays. */
function beginInFirstField(form: HTMLFormElement | null): void {
  if (form?.querySelector('[data-autofocus]')) return
  form?.querySelector('input, select, textarea')?.setAttribute('data-autofocus', '')
}

/**
 * Gives the focus back to what opened the dialog, or to the page's heading where that went with the step; a keyboard would begin at the
 * top of the window again.
 */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.querySelector('[role=dialog]')) return
        const back = opener?.isConnected ? opener : document.querySelector('h1')
        if (back instanceof HTMLElement) back.focus({ preventScroll: true })
      })
    },
    [opener],
  )
}
