import { profileEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, CloseButton, NativeSelect, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAsk } from '../../api.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/index.tsx'
import classes from './profile.module.css'
import { elementName, type ProfileDraft, tagText } from './profile-draft.ts'

type Tag = ReplyOf<typeof profileEndpoints.tags>[number]

/** Rules for single elements: what happens to each, and why it is not as the table says. */
export function ProfileOverrides({
  draft,
  editable,
  onChange,
}: {
  draft: ProfileDraft
  editable: boolean
  onChange: (draft: ProfileDraft) => void
}) {
  const { t, code } = useWords()
  const rows = Object.entries(draft.overrides)
    .map(([tag, action]) => ({ tag, action, reason: draft.reasons[tag] ?? '' }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1))
  const set = (tag: string, action: string) => onChange({ ...draft, overrides: { ...draft.overrides, [tag]: action } })
  const why = (tag: string, reason: string) => onChange({ ...draft, reasons: { ...draft.reasons, [tag]: reason } })
  const remove = (tag: string) => {
    const { [tag]: _, ...overrides } = draft.overrides
    const { [tag]: __, ...reasons } = draft.reasons
    onChange({ ...draft, overrides, reasons })
  }
  return (
    <Panel title={t('prof.overrides')} lead={t('prof.overrides.lead')}>
      <DataTable
        caption={t('prof.overrides')}
        rows={rows}
        keyOf={(one) => one.tag}
        empty={<Text size="sm">{t('prof.overrides.none')}</Text>}
        columns={[
          {
            key: 'element',
            head: t('prof.element'),
            rowHead: true,
            width: '30%',
            cell: (one) => <ElementOf tag={one.tag} />,
          },
          {
            key: 'action',
            head: t('prof.action'),
            width: '25%',
            cell: (one) =>
              editable ? (
                <ActionChoice
                  tag={one.tag}
                  action={one.action}
                  dates={draft.options.retainLongModifiedDates}
                  set={set}
                />
              ) : (
                code('action', one.action)
              ),
          },
          {
            key: 'reason',
            head: t('prof.reason'),
            cell: (one) =>
              editable ? (
                <TextInput
                  size="xs"
                  aria-label={t('prof.reason.of', { name: tagText(one.tag) })}
                  value={one.reason}
                  maxLength={500}
                  error={one.reason.trim() === '' ? t('prof.reason.missing') : undefined}
                  onChange={(event) => why(one.tag, event.currentTarget.value)}
                />
              ) : (
                one.reason || '–'
              ),
          },
          {
            key: 'remove',
            head: '',
            width: 48,
            cell: (one) =>
              editable ? (
                <CloseButton
                  aria-label={t('prof.remove', { name: tagText(one.tag) })}
                  onClick={() => remove(one.tag)}
                />
              ) : null,
          },
        ]}
      />
      {editable ? <AddOverride taken={draft.overrides} add={(tag) => set(tag, 'remove')} /> : null}
    </Panel>
  )
}

/** An element of the standard by its number. */
export function useTag(tag: string): Tag | undefined {
  return useAsk(profileEndpoints.tags, { query: { search: tag, limit: 1 } }).data?.[0]
}

function ElementOf({ tag }: { tag: string }) {
  const found = useTag(tag)
  return (
    <>
      {found ? elementName(found.keyword) : ''}
      <div className={classes['tag']}>
        {tagText(tag)} {found?.vr}
      </div>
    </>
  )
}

function ActionChoice({
  tag,
  action,
  dates,
  set,
}: {
  tag: string
  action: string
  dates: boolean
  set: (tag: string, action: string) => void
}) {
  const { t, code } = useWords()
  const vr = useTag(tag)?.vr ?? ''
  const fits = ['remove', 'empty', 'dummy', 'redact', 'keep']
  if (vr === 'UI') fits.push('uid')
  if (dates && ['DA', 'DT', 'TM'].includes(vr)) fits.push('date')
  if (!fits.includes(action)) fits.push(action)
  return (
    <NativeSelect
      size="xs"
      aria-label={t('prof.action.of', { name: tagText(tag) })}
      value={action}
      onChange={(event) => set(tag, event.currentTarget.value)}
      data={fits.map((one) => ({ value: one, label: code('action', one) }))}
    />
  )
}

function AddOverride({ taken, add }: { taken: Record<string, string>; add: (tag: string) => void }) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const wanted = search.trim()
  const found = useAsk(profileEndpoints.tags, { query: { search: wanted, limit: 25 } }, { enabled: wanted.length >= 2 })
  const rows = wanted.length >= 2 ? found.data : undefined
  return (
    <div style={{ marginTop: 18, maxWidth: 760 }}>
      <TextInput
        label={t('prof.add')}
        description={t('prof.add.help')}
        type="search"
        value={search}
        maxLength={64}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div role="status">{rows?.length === 0 ? <Text size="sm">{t('prof.add.none')}</Text> : null}</div>
      {rows && rows.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard (WCAG 2.1.1)
        <ul className={classes['found']} tabIndex={0} aria-label={t('prof.add')}>
          {rows.map((one) => (
            <li key={one.tag}>
              <div>
                <Text span size="sm" fw={500}>
                  {elementName(one.keyword)}
                </Text>{' '}
                <span className={classes['tag']}>
                  {tagText(one.tag)} {one.vr}
                </span>
                <Text size="xs" c="gray.7">
                  {one.fixed ? t('prof.fixed') : one.code ? t('prof.code', { code: one.code }) : t('prof.code.none')}
                </Text>
              </div>
              {one.fixed ? null : one.tag in taken ? (
                <Text size="xs" c="gray.7">
                  {t('prof.add.there')}
                </Text>
              ) : (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('prof.add.do', { name: elementName(one.keyword) })}
                  onClick={() => add(one.tag)}
                >
                  +
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
