import { Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** A term and its value, for the facts of one record. Put several in a `Facts`; a `wide` one has a line of its own there. */
export function Field({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div style={wide ? { gridColumn: '1 / -1' } : undefined}>
      <Text component="dt" size="xs" c="gray.7" fw={500}>
        {label}
      </Text>
      <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  )
}

export function Facts({ children, min = 170 }: { children: ReactNode; min?: number }) {
  return (
    <dl
      style={{
        display: 'grid',
        gridTemplateColumns: `repeat(auto-fill, minmax(min(${min}px, 100%), 1fr))`,
        gap: '0.8rem 1.25rem',
        margin: 0,
      }}
    >
      {children}
    </dl>
  )
}
