import { Text } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import { ServerText } from './server-text.tsx'

/** The sentence of a rule in the reader's language; rules are data, so one without a translation is shown as the server says it. */
export function RuleText({ rule, fallback }: { rule: string; fallback: string }) {
  const { code } = useWords()
  const name = rule.slice(rule.indexOf('/') + 1)
  const exact = code('rule', rule)
  const sentence = exact === rule ? code('rule', name) : exact
  return (
    <Text size="sm" fw={600}>
      {sentence === name ? <ServerText>{fallback}</ServerText> : sentence}
    </Text>
  )
}
