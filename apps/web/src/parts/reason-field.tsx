import { Textarea } from '@mantine/core'

/** As many characters as the server asks of a reason that is kept. */
export const leastReason = 10

export function isReason(reason: string): boolean {
  return reason.trim().length >= leastReason
}

/** Why a person does what cannot be undone, in their own words: it is kept with what was done. */
export function ReasonField(props: {
  label: string
  description: string
  name?: string
  value: string
  onChange: (reason: string) => void
  maw?: number
}) {
  const { onChange, ...field } = props
  return (
    <Textarea
      {...field}
      required
      minLength={leastReason}
      maxLength={1000}
      autosize
      minRows={2}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
