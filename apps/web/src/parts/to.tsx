import { Anchor, Button, type ButtonProps } from '@mantine/core'
import { createLink, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to a screen of this zone, by its address. */
export function To({ to, children, fw }: { to: string; children: ReactNode; fw?: number }) {
  return (
    <Anchor component={Link} to={to} underline="hover" fw={fw} c="var(--mantine-primary-color-7)" fz="inherit">
      {children}
    </Anchor>
  )
}

const LinkedButton = createLink(Button<'a'>)

/** A button that goes to a screen. */
export function ToButton({ to, children, ...button }: { to: string; children: ReactNode } & ButtonProps) {
  return (
    <LinkedButton component="a" to={to} {...button}>
      {children}
    </LinkedButton>
  )
}
