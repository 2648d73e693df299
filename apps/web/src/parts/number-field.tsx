import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../words/index.tsx'

/**
 * A number as the reader's language writes it (0,5 in Danish). What stands in the field is what is handed on: an empty field keeps
 * a form from being sent, so that an older number never goes unseen in its place.
 */
export function NumberField({
  value,
  onChange,
  ...field
}: Omit<NumberInputProps, 'value' | 'onChange' | 'defaultValue'> & {
  value: number
  onChange: (value: number) => void
}) {
  const { language } = useWords()
  const [shown, setShown] = useState<number | string>(value)
  return (
    <NumberInput
      required
      withAsterisk={false}
      decimalSeparator={language === 'da' ? ',' : '.'}
      {...field}
      value={shown}
      onChange={(next) => {
        setShown(next)
        // Text with a leading zero, as it is while it is typed, comes as text.
        const read = next === '' ? Number.NaN : Number(next)
        if (Number.isFinite(read)) onChange(read)
      }}
    />
  )
}
