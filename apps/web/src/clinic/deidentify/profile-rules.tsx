import { Group, Switch, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { DataTable } from '../../parts/data-table.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { type PlainKey, useWords } from '../../words/index.tsx'
import classes from './profile.module.css'
import { aspects } from './profile-aspects.ts'
import { type OptionName, optionNames, optionTitle, type ProfileDraft, switched } from './profile-draft.ts'
import { ProfileOverrides } from './profile-overrides.tsx'

interface Rules {
  draft: ProfileDraft
  editable: boolean
  onChange: (draft: ProfileDraft) => void
}

/** What a profile says, and changing it. */
export function ProfileRules({ draft, editable, onChange }: Rules) {
  const { t } = useWords()
  return (
    <>
      <Panel title={t('prof.plain')} lead={editable ? undefined : <ServerText>{draft.description}</ServerText>}>
        {editable ? (
          <Textarea
            label={t('prof.description')}
            value={draft.description}
            maxLength={500}
            autosize
            mb="md"
            onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
          />
        ) : null}
        <DataTable
          caption={t('prof.plain')}
          rows={aspects(draft.options)}
          keyOf={(one) => one.aspect}
          verticalSpacing={4}
          columns={[
            { key: 'aspect', head: t('profiles.aspect'), rowHead: true, width: '40%', cell: (one) => t(one.aspect) },
            { key: 'what', head: t('profiles.what'), cell: (one) => <What kept={one.kept} text={one.what} /> },
          ]}
        />
        <Text size="xs" c="gray.7" mt="sm">
          {t('profiles.edition')}: {draft.edition}
        </Text>
      </Panel>
      <Options draft={draft} editable={editable} onChange={onChange} />
      <ProfileOverrides draft={draft} editable={editable} onChange={onChange} />
    </>
  )
}

function Options({ draft, editable, onChange }: Rules) {
  const { t } = useWords()
  const [conflict, setConflict] = useState<{ at: OptionName; off: OptionName }>()
  const turn = (option: OptionName, on: boolean) => {
    const next = switched(draft, option, on)
    setConflict(next.off ? { at: option, off: next.off } : undefined)
    onChange(next.draft)
  }
  return (
    <Panel title={t('prof.options')} lead={t('prof.options.lead')}>
      <ul className={classes['options']}>
        {optionNames.map((option) => (
          <li key={option}>
            {editable ? (
              <Switch
                label={t(optionTitle(option))}
                aria-describedby={`about-${option}`}
                checked={draft.options[option]}
                onChange={(event) => turn(option, event.currentTarget.checked)}
                classNames={{ label: classes['optionlabel'] ?? '' }}
              />
            ) : (
              <OnOff on={draft.options[option]} title={t(optionTitle(option))} />
            )}
            <div id={`about-${option}`} className={classes['about']}>
              <Text size="sm">{t(`opt.${option}.what`)}</Text>
              <Text size="sm" c="gray.7">
                <Text span fw={600} inherit>
                  {t('prof.risk')}:
                </Text>{' '}
                {t(`opt.${option}.risk`)}
              </Text>
              <Text size="sm" c="amber.8" role="status">
                {conflict?.at === option ? t('prof.conflict', { other: t(optionTitle(conflict.off)) }) : ''}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function OnOff({ on, title }: { on: boolean; title: string }) {
  const { t } = useWords()
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      <Text span c={on ? 'clinic.7' : 'gray.6'} lh={0} pt={2}>
        <Icon name={on ? 'check' : 'cross'} size={16} />
      </Text>
      <Text span size="sm" fw={on ? 600 : 500} c={on ? undefined : 'gray.7'}>
        {title}{' '}
        <Text span size="xs" c="gray.7" fw={400}>
          ({on ? t('prof.on') : t('prof.off')})
        </Text>
      </Text>
    </Group>
  )
}

function What({ kept, text }: { kept: boolean; text: PlainKey }) {
  const { t } = useWords()
  return (
    <Group gap={8} wrap="nowrap">
      <span style={{ lineHeight: 0, color: `var(--mantine-color-${kept ? 'slate' : 'green'}-7)` }}>
        <Icon name={kept ? 'eye' : 'cross'} size={16} />
      </span>
      {t(text)}
    </Group>
  )
}
