import { Text } from '@mantine/core'
import { To } from './to.tsx'

/** The end of an id: enough to tell two apart on one screen. With `to` it leads to the record. */
export function ShortId({ id, to }: { id: string; to?: string | false }) {
  const text = id.length > 14 ? `…${id.slice(-8)}` : id
  return (
    <Text span ff="monospace" fz="0.82rem" style={{ whiteSpace: 'nowrap' }}>
      {to ? <To to={to}>{text}</To> : text}
    </Text>
  )
}
