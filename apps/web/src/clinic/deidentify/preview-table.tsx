import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { DataTable } from '../../parts/data-table.tsx'
import { Hash } from '../../parts/hash.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/index.tsx'
import { type Filter, filters, shownRows } from './filter-preview.ts'
import { PreviewValue } from './preview-value.tsx'
import classes from './profile.module.css'
import { elementName, type OptionName, optionTitle, tagText } from './profile-draft.ts'
import type { Preview } from './profile-preview.tsx'

type Row = Preview['rows'][number]
const atOnce = 150

/** Every element before and after, with the rule that decided; what changes first. */
export function PreviewTable({ preview }: { preview: Preview }) {
  const { t, code } = useWords()
  const [filter, setFilter] = useState<Filter>('differs')
  const [search, setSearch] = useState('')
  const [most, setMost] = useState(atOnce)
  const rows = useMemo(() => shownRows(preview.rows, filter, search), [preview, filter, search])
  const { kept, changed, emptied, removed, added } = preview.counts
  const counts: Record<Filter, number> = {
    differs: changed + emptied + removed,
    changed: changed + emptied,
    removed,
    added,
    kept,
    all: kept + changed + emptied + removed + added,
  }
  return (
    <Panel
      title={t('prev.table')}
      lead={
        preview.whole.length > 0
          ? `${t('prev.whole')}: ${preview.whole.map((one) => code('did', one)).join(', ')}`
          : null
      }
      actions={
        preview.outputSha256 ? (
          <Group gap={6}>
            <Text size="xs" c="gray.7">
              {t('prev.digest')}
            </Text>
            <Hash value={preview.outputSha256} what="SHA-256" />
          </Group>
        ) : null
      }
    >
      <Group gap="md" align="flex-end" mb="sm">
        <NativeSelect
          label={t('prev.filter')}
          value={filter}
          onChange={(event) => {
            setFilter(event.currentTarget.value as Filter)
            setMost(atOnce)
          }}
          data={filters.map((one) => ({ value: one, label: t(`prev.filter.${one}`, { n: counts[one] }) }))}
        />
        <TextInput
          label={t('prev.search')}
          type="search"
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setMost(atOnce)
          }}
        />
        <Text size="sm" c="gray.7" role="status" pb={6}>
          {t('prev.shown', { shown: Math.min(most, rows.length), n: rows.length })}
        </Text>
      </Group>
      <div className={classes['preview']}>
        <DataTable
          caption={t('prev.table')}
          rows={rows.slice(0, most)}
          keyOf={(one) => one.path}
          empty={<Text size="sm">{t('prev.none')}</Text>}
          columns={[
            {
              key: 'element',
              head: t('prof.element'),
              rowHead: true,
              width: '23%',
              cell: (one) => <Element row={one} />,
            },
            {
              key: 'before',
              head: t('prev.before'),
              width: '27%',
              cell: (one) => <PreviewValue row={one} side="before" />,
            },
            {
              key: 'after',
              head: t('prev.after'),
              width: '27%',
              cell: (one) => <PreviewValue row={one} side="after" />,
            },
            { key: 'rule', head: t('prev.rule'), width: '23%', cell: (one) => <Why row={one} /> },
          ]}
        />
      </div>
      {rows.length > most ? (
        <Button variant="default" mt="sm" onClick={() => setMost(most + atOnce)}>
          {t('prev.more', { n: Math.min(atOnce, rows.length - most) })}
        </Button>
      ) : null}
      {preview.leftOut > 0 ? (
        <Text size="sm" c="gray.7" mt="sm">
          {t('prev.leftout', { n: preview.leftOut })}
        </Text>
      ) : null}
    </Panel>
  )
}

function Element({ row }: { row: Row }) {
  const { t } = useWords()
  const isPrivate = Number.parseInt(row.tag.slice(0, 4), 16) % 2 === 1
  const above = row.path.split('/').at(-3)
  return (
    <div style={{ paddingLeft: Math.min(row.depth, 4) * 12 }}>
      {row.keyword ? elementName(row.keyword) : isPrivate ? t('prev.private') : t('prev.unknown')}
      <div className={classes['tag']}>
        {tagText(row.tag)} {row.vr}
      </div>
      {row.depth > 0 && above ? (
        <div className={classes['quiet']}>{t('prev.within', { name: tagText(above) })}</div>
      ) : null}
    </div>
  )
}

const looks = {
  kept: ['eye', 'slate.7'],
  changed: ['run', 'slate.7'],
  emptied: ['cross', 'green.7'],
  removed: ['cross', 'green.7'],
  added: ['plus', 'gray.7'],
} as const

function Why({ row }: { row: Row }) {
  const { t, code } = useWords()
  const [icon, color] = looks[row.outcome]
  const { rule } = row
  const said =
    rule.by === 'row'
      ? t('rule.row', { code: rule.code ?? '' })
      : rule.by === 'option'
        ? t('rule.option', { options: rule.options.map((one) => t(optionTitle(one as OptionName))).join(', ') })
        : t(`rule.${rule.by}`)
  const found = row.did.filter((one) => one.startsWith('text-known') || one === 'known-code-emptied')
  const cleaned = row.did.filter((one) => one.startsWith('text-') && !found.includes(one))
  // The outcome says these already.
  const other = row.did.filter((one) => !found.includes(one) && !cleaned.includes(one) && one !== row.outcome)
  return (
    <>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Text span c={color} lh={0} pt={3}>
          <Icon name={icon} size={15} />
        </Text>
        <Text span size="sm" fw={500}>
          {t(`outcome.${row.outcome}`)}
        </Text>
      </Group>
      <Text size="xs" c="gray.7">
        {said}
        {rule.reason ? `: ${rule.reason}` : ''}
      </Text>
      {found.length > 0 ? (
        <Text size="xs" c="gray.8">
          {t('rule.sweep')}: {found.map((one) => code('did', one)).join(', ')}
        </Text>
      ) : null}
      {cleaned.length > 0 ? (
        <Text size="xs" c="gray.8">
          {t('rule.cleaner')}: {cleaned.map((one) => code('did', one)).join(', ')}
        </Text>
      ) : null}
      {other.length > 0 ? (
        <Text size="xs" c="gray.7">
          {other.map((one) => code('did', one)).join(', ')}
        </Text>
      ) : null}
    </>
  )
}
