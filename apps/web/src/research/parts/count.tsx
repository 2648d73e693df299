import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'

/** A count of people; one that is suppressed is shown as “below five”, never as zero. */
export function Count({ value, below }: { value: number | null; below: number }) {
  const { t, language } = useWords()
  if (value !== null) return <>{number(value, language)}</>
  return (
    <abbr title={t('suppressed.why', { n: below })} style={{ textDecoration: 'none', cursor: 'help' }}>
      {t('suppressed', { n: below })}
    </abbr>
  )
}
