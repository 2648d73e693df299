import { ServerText } from '../parts/server-text.tsx'
import { number } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import { driftOf } from './drift-of.ts'

/** What drifted, in the reader's language: the signals by their names, as in the charts. */
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
      {drift.inARow === undefined ? '' : `${t('findings.inarow', { n: drift.inARow })}. `}
      {drift.signals
        .map(
          (one) =>
            `${t(`findings.${one.direction}`)}, ${called(one)}: ${t('findings.measures', {
              psi: number(one.psi, language, 2),
              p: one.p < 0.0001 ? `< ${number(0.0001, language, 4)}` : `= ${number(one.p, language, 4)}`,
            })}`,
        )
        .join('; ')}
    </>
  )
}
