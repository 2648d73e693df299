import { Anchor, Button, type ButtonProps } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/**
 * A link to a screen of this zone, by its address; what follows a `?` is handed on. Inside a sentence (`inText`) it is underlined: by its
 * colour alone it would not be told from the words around it.
 */
export function To({ to, children, fw, inText }: { to: string; children: ReactNode; fw?: number; inText?: boolean }) {
  return (
    <Anchor
      component={Link}
      {...target(to)}
      underline={inText ? 'always' : 'hover'}
      fw={fw}
      c="var(--mantine-primary-color-7)"
      fz="inherit"
    >
      {children}
    </Anchor>
  )
}

/** A button that goes to a screen. */
export function ToButton({ to, children, ...button }: { to: string; children: ReactNode } & ButtonProps) {
  return (
    <Button component={Link} {...target(to)} {...button}>
      {children}
    </Button>
  )
}

/** Routes are made from a list, so the router knows no shape of a search and takes any. */
function target(to: string): { to: string; search: never } {
  const [path = '/', query] = to.split('?')
  return { to: path, search: Object.fromEntries(new URLSearchParams(query)) as never }
}
