import { useEffect, useState } from 'react'
import { ago, date, dateTime, timeOfDay } from '../words/format.ts'
import { useWords } from '../words/index.tsx'

/** A point in time: `ago` for what is being watched, `date` for terms, else date and time. The exact time is in the title. */
export function TimeText({ at, as = 'moment' }: { at: string; as?: 'moment' | 'date' | 'ago' | 'clock' }) {
  const { language } = useWords()
  const now = useNow(as === 'ago')
  const text =
    as === 'date'
      ? date(at, language)
      : as === 'clock'
        ? timeOfDay(at, language)
        : as === 'ago'
          ? ago(at, now, language)
          : dateTime(at, language)
  return (
    <time dateTime={at} title={at} style={{ whiteSpace: 'nowrap' }}>
      {text}
    </time>
  )
}

/** The reader's own clock: what "3 minutes ago" is counted from. Ticks while it is watched. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticking) return
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
