import type { Problem } from '@clic/contracts'
import { Button, Group, Modal, type ModalProps, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../words/index.tsx'
import { ProblemNotice } from './problem-notice.tsx'

/** What is missing, by the `name` of the field and in the order of the fields: the sentence that says so, false once it is there. */
export type Needs = Readonly<Record<string, string | false>>

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
  onDo: () => Promise<{ ok: boolean }>
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useWords()
  const [lacking, setLacking] = useState('')
  useFocusBack()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const first = Object.keys(needs).find((name) => needs[name])
    setLacking(first ?? '')
    if (first === undefined) {
      if ((await onDo()).ok) onClose()
      return
    }
    const field = event.currentTarget.elements.namedItem(first)
    if (field instanceof HTMLElement) field.focus()
  }
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('do.close') }}>
      {/* The browser would say what is missing in its own language, not in the page's. */}
      <form onSubmit={submit} noValidate ref={beginInFirstField}>
        <Stack gap="md">
          {children}
          <ProblemNotice problem={doing.problem} />
          {needs[lacking] ? (
            <Text role="alert" size="sm" fw={500} c="brick.7">
              {needs[lacking]}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('do.cancel')}
            </Button>
            <Button type="submit" color={color} loading={doing.busy}>
              {step}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** Where the focus trap looks; without the mark it takes the button that closes. */
function beginInFirstField(form: HTMLFormElement | null): void {
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
