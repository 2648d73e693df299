import { Text } from '@mantine/core'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useWords } from '../words/index.tsx'

/** What is missing, by the `name` or the `id` of the field: the sentence that says so, false once it is there. */
export type Needs = Readonly<Record<string, string | false>>

type T = ReturnType<typeof useWords>['t']
type Lack = { field?: HTMLElement; name?: string; sentence?: string }

/**
 * A form whose button is never silently dead: on submit `complete` goes to the first field that lacks something, and `notice` says
 * what. A field that has to be filled in, or is too short, needs no sentence of its own.
 */
export function useNeeds(needs: Needs = {}): { complete: (form: HTMLFormElement) => boolean; notice: ReactNode } {
  const { t } = useWords()
  const id = useId()
  const [lack, setLack] = useState<Lack>()
  const said = lack?.name ? needs[lack.name] : lack?.sentence
  useEffect(() => {
    const { field, sentence } = lack ?? {}
    if (!field || !sentence) return
    const look = () => {
      if (!ownLack(field, t)) setLack(undefined)
    }
    look()
    // A field that keeps its own value says nothing to its form while it is written in. Looked at only after the form has taken in
    // what was written: drawn anew before that, it would put the old value back.
    const later = () => void setTimeout(look)
    field.addEventListener('input', later)
    return () => field.removeEventListener('input', later)
  })
  useEffect(() => (said && lack?.field ? describe(lack.field, id) : undefined), [said, lack, id])
  const complete = (form: HTMLFormElement) => {
    const first = firstLack(form, needs, t)
    setLack(first)
    first?.field?.focus()
    return first === undefined
  }
  const notice = said ? (
    <Text id={id} role="alert" size="sm" fw={500} c="brick.7">
      {said}
    </Text>
  ) : null
  return { complete, notice }
}

/** In the order of the fields, as they stand in the form; what is missing without a field of its own comes last. */
function firstLack(form: HTMLFormElement, needs: Needs, t: T): Lack | undefined {
  for (const field of form.elements) {
    if (!(field instanceof HTMLElement) || field.matches(':disabled')) continue
    const name = [field.getAttribute('name'), field.id].find((one) => one && needs[one])
    if (name) return { field, name }
    const sentence = ownLack(field, t)
    if (sentence) return { field, sentence }
  }
  const name = Object.keys(needs).find((one) => needs[one])
  return name ? { name } : undefined
}

/** What the field itself asks for. The browser would say it in its own language, not in the page's. */
function ownLack(field: HTMLElement, t: T): string | undefined {
  const isChosen = field instanceof HTMLSelectElement
  if (!isChosen && !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  const { length } = field.value.trim()
  const least = isChosen ? 0 : Math.max(field.minLength, 0)
  const isMistyped = field.validity.typeMismatch
  if (!field.required || (length > 0 && length >= least && !isMistyped)) return
  const label = (field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? '').replace(/\s*\*\s*$/, '')
  if (isChosen || field.getAttribute('aria-haspopup') === 'listbox') return t('need.choice', { field: label })
  if (isMistyped) return t('need.email', { field: label })
  // Of a name of two letters nobody needs to be told how long it has to be before they write it.
  const isLength = length > 0 || least > 3
  return isLength ? t('need.length', { field: label, n: least }) : t('need.field', { field: label })
}

/** Ties the sentence to the field, beside what describes it already, until it no longer holds. */
function describe(field: HTMLElement, id: string): () => void {
  const before = field.getAttribute('aria-describedby')
  field.setAttribute('aria-describedby', before ? `${before} ${id}` : id)
  field.setAttribute('aria-invalid', 'true')
  return () => {
    if (before) field.setAttribute('aria-describedby', before)
    else field.removeAttribute('aria-describedby')
    field.removeAttribute('aria-invalid')
  }
}
