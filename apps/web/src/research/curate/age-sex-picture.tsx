import type { curateEndpoints, ReplyOf } from '@clic/contracts'
import { Table, Text, VisuallyHidden } from '@mantine/core'
import { useWords } from '../../words/index.tsx'
import { Count } from '../parts/count.tsx'
import classes from './curate.module.css'

export type Counts = ReplyOf<typeof curateEndpoints.preview>

/** Age by sex, women to the left. A suppressed cell is hatched: somebody may be there, nobody can say how many. */
export function AgeSexPicture({ counts }: { counts: Counts }) {
  const { t } = useWords()
  if (counts.rows.length === 0)
    return (
      <Text size="sm" c="gray.7">
        {t('cohort.picture.none')}
      </Text>
    )
  const most = Math.max(counts.suppressedBelow, ...counts.rows.flatMap((one) => [one.female ?? 0, one.male ?? 0]))
  const bar = (value: number | null, sex: 'female' | 'male') => (
    <div className={classes['bar']} data-sex={sex}>
      <span
        className={classes['fill']}
        data-hidden={value === null}
        style={{ width: `${((value ?? counts.suppressedBelow) / most) * 72}%` }}
      />
      <span className={classes['value']}>
        <Count value={value} below={counts.suppressedBelow} />
      </span>
    </div>
  )
  return (
    <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={6} fz="sm" layout="fixed">
      <caption style={{ padding: 0, height: 0 }}>
        <VisuallyHidden>{t('cohort.picture')}</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th ta="right" fz="xs" c="gray.7">
            {t('sex.female')}
          </Table.Th>
          <Table.Th ta="center" fz="xs" c="gray.7" w={70}>
            {t('link.age')}
          </Table.Th>
          <Table.Th fz="xs" c="gray.7">
            {t('sex.male')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {counts.rows.map((row) => (
          <Table.Tr key={row.age}>
            <Table.Td>{bar(row.female, 'female')}</Table.Td>
            <Table.Th scope="row" ta="center" fw={500}>
              {row.age}
            </Table.Th>
            <Table.Td>{bar(row.male, 'male')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
