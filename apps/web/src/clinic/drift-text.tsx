import { Text } from '@mantine/core'
import { ServerText } from '../parts/server-text.tsx'
import { number } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import { driftOf } from './drift-of.ts'

/** What drifted, in the reader's language: one line a signal, by the names of the charts. */
export function DriftText({ children }: { children: string | null | undefined }) {
  const { t, code, language } = useWords()
  const drift = driftOf(children ?? '')
  if (!drift) return <ServerText>{children}</ServerText>
  const called = ({ name }: { name: string }) => {
    const volume = /^volume (.+)$/.exec(name)?.[1]
    return volume ? t('monitor.volume', { structure: volume }) : code('signal', name)
  }
  return (
    <>
      {drift.inARow === undefined ? null : <Text span inherit>{`${t('findings.inarow', { n: drift.inARow })}:`}</Text>}
      {drift.signals.map((one) => (
        <Text span inherit display="block" mb={2} key={`${one.direction} ${one.name}`}>
          {`${t(`findings.${one.direction}`)}, ${called(one)}: `}
          <Text span inherit style={{ whiteSpace: 'nowrap' }}>
            {t('findings.index', { psi: Number.isFinite(one.psi) ? number(one.psi, language, 2) : '∞' })}
          </Text>
          {', '}
          <Text span inherit style={{ whiteSpace: 'nowrap' }}>
            {one.p < 0.0001 ? `p < ${number(0.0001, language, 4)}` : `p = ${number(one.p, language, 4)}`}
          </Text>
        </Text>
      ))}
    </>
  )
}
