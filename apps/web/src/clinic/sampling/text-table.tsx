import type { Compared } from '@clic/contracts'
import { SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/index.tsx'
import classes from './sampling.module.css'

type Row = Compared['rows'][number]

const order: Row['kind'][] = ['words', 'code', 'date', 'number', 'uid']

/** What the profile itself wrote comes last of its kind. */
function rank(row: Row): number {
  return order.indexOf(row.kind) * 2 + (row.change === 'added' ? 1 : 0)
}

/** Texts of original and result beside each other. What is left comes first, words before codes: there a name would be. */
export function TextTable({ of }: { of: Compared }) {
  const { t } = useWords()
  const [show, setShow] = useState<'left' | 'removed'>('left')
  const removed = of.rows.filter((row) => row.change === 'removed')
  const left = of.rows.filter((row) => row.change !== 'removed')
  const rows = [...(show === 'left' ? left : removed)].sort((a, b) => rank(a) - rank(b))
  return (
    <Panel
      title={t('review.texts')}
      lead={t('review.texts.lead')}
      actions={
        <SegmentedControl
          aria-label={t('review.show')}
          value={show}
          onChange={(value) => setShow(value as typeof show)}
          data={[
            { value: 'left', label: t('review.show.left', { n: left.length }) },
            { value: 'removed', label: t('review.show.removed', { n: removed.length }) },
          ]}
        />
      }
    >
      <table className={classes['texts']}>
        <thead>
          <tr>
            <th scope="col" style={{ width: '26%' }}>
              {t('review.field')}
            </th>
            <th scope="col">{t('review.original')}</th>
            <th scope="col">{t('review.result')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TextRow key={row.path} of={row} />
          ))}
        </tbody>
      </table>
      <Text size="xs" c="gray.7" mt="sm">
        {t('review.others', of.others)}
      </Text>
    </Panel>
  )
}

function TextRow({ of }: { of: Row }) {
  const { t, code } = useWords()
  return (
    <tr data-kind={of.kind} data-change={of.change}>
      <th scope="row">
        {of.name || code('review.kind', of.kind)}
        <span className={classes['path']}>
          {of.path} {of.vr}
        </span>
      </th>
      <td>
        {of.change === 'added' ? (
          <Text span size="xs" c="gray.7">
            {t('review.new')}
          </Text>
        ) : (
          of.before.map((piece, n) => (piece.same ? piece.text : <del key={keyOf(n, piece)}>{piece.text}</del>))
        )}
      </td>
      <td>
        {of.change === 'removed' ? (
          <Text span size="xs" c="gray.7">
            {t('review.gone')}
          </Text>
        ) : (
          of.after.map((piece, n) => (piece.same ? piece.text : <ins key={keyOf(n, piece)}>{piece.text}</ins>))
        )}
      </td>
    </tr>
  )
}

function keyOf(n: number, piece: { text: string }): string {
  return `${n} ${piece.text}`
}
