import { Text } from '@mantine/core'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import classes from './rule-counts.module.css'

/** Rules as bars, the busiest first: what was done to the objects, seen at one glance. */
export function RuleCounts({ rules, objects }: { rules: Record<string, number>; objects: number }) {
  const { t, code, language } = useWords()
  const rows = Object.entries(rules).sort(([, a], [, b]) => b - a)
  const most = rows[0]?.[1] ?? 1
  if (rows.length === 0) return <Text size="sm">{t('deid.rules.none')}</Text>
  return (
    <table className={classes['bars']}>
      <caption>{t('deid.rules')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('deid.rule')}</th>
          <th scope="col" className={classes['number']}>
            {t('deid.times')}
          </th>
          <td>
            <Text size="xs" c="gray.7">
              {number(objects, language)} {t('deid.rule.objects').toLowerCase()}
            </Text>
          </td>
        </tr>
      </thead>
      <tbody>
        {rows.map(([rule, times]) => (
          <tr key={rule}>
            <th scope="row">{code('did', rule)}</th>
            <td className={classes['number']}>{number(times, language)}</td>
            <td className={classes['bar']} aria-hidden>
              <span style={{ width: `${(times / most) * 100}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
