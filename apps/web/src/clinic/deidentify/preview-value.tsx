import { bytes } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { changedParts } from './changed-parts.ts'
import classes from './profile.module.css'
import type { Preview } from './profile-preview.tsx'

type Row = Preview['rows'][number]

/** One value of a row; what the other side does not have is marked by colour, and struck out where it went. */
export function PreviewValue({ row, side }: { row: Row; side: 'before' | 'after' }) {
  const { t, language } = useWords()
  const value = row[side]
  const quiet = (text: string) => <span className={classes['quiet']}>{text}</span>
  if (value === null) return quiet(t('prev.gone'))
  if (value.items !== null) return quiet(t('prev.items', { n: value.items }))
  if (value.digest !== null)
    return (
      <>
        <span className={classes['value']}>{value.digest}…</span>{' '}
        {quiet(
          `SHA-256, ${bytes(value.bytes, language)}${
            row.before && row.after ? `, ${row.outcome === 'kept' ? t('prev.same') : t('prev.differs')}` : ''
          }`,
        )}
      </>
    )
  if (value.text === '') return quiet(t('prev.empty'))
  const parts =
    row.outcome === 'kept'
      ? [{ text: value.text, changed: false }]
      : changedParts(row.before?.text ?? '', row.after?.text ?? '')[side]
  let at = 0
  return (
    <>
      <span className={classes['value']}>
        {parts.map((part) => {
          at += part.text.length
          if (!part.changed) return <span key={at}>{part.text}</span>
          return side === 'before' ? (
            <del key={at} className={classes['gone']}>
              {part.text}
            </del>
          ) : (
            <ins key={at} className={classes['come']} style={{ textDecoration: 'none' }}>
              {part.text}
            </ins>
          )
        })}
      </span>
      {value.cut ? <> {quiet(t('prev.cut', { size: bytes(value.bytes, language) }))}</> : null}
    </>
  )
}
