import { Button, type ButtonProps, Text } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/**
 * A button that says why it cannot be pressed. While `why` holds it is grey, yet the keyboard still reaches it, so that a screen
 * reader speaks the reason; `whyId` is where the reason stands on the page.
 */
export function GreyButton({
  why,
  whyId,
  onClick,
  ...rest
}: ButtonProps & { why: string | undefined; whyId: string; onClick: () => void; children: ReactNode }) {
  const isGrey = why !== undefined
  return (
    <Button
      {...rest}
      data-disabled={isGrey || undefined}
      aria-disabled={isGrey || undefined}
      aria-describedby={isGrey ? whyId : undefined}
      title={why}
      onClick={isGrey ? undefined : onClick}
    />
  )
}

/** Two buttons and why each is grey. `said` stands under them; a reason that they share stands there once. */
export function useWhyGrey(first: string | undefined, second: string | undefined) {
  const [firstId, ownId] = [useId(), useId()]
  const secondId = first === second ? firstId : ownId
  const reasons = [{ id: firstId, why: first }, ...(first === second ? [] : [{ id: secondId, why: second }])]
  const said: ReactNode = reasons.map(({ id, why }) =>
    why === undefined ? null : (
      <Text key={id} id={id} size="xs" c="gray.7" mt={6}>
        {why}
      </Text>
    ),
  )
  return { first: { why: first, whyId: firstId }, second: { why: second, whyId: secondId }, said }
}
