import { deidentifyEndpoints, profileEndpoints, type ReplyOf } from '@clic/contracts'
import { NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/index.tsx'
import classes from './profile.module.css'
import type { ProfileDetail } from './profile.tsx'
import { elementName, type OptionName, optionTitle, tagText } from './profile-draft.ts'
import { useTag } from './profile-overrides.tsx'

/** What this version does in another way than another one. */
export function ProfileCompare({ profile }: { profile: ProfileDetail }) {
  const { t } = useWords()
  const profiles = useAsk(deidentifyEndpoints.profiles, {})
  const [chosen, setChosen] = useState(profile.basedOn ?? '')
  const compared = useAsk(
    profileEndpoints.compare,
    { params: { profileId: profile.id, otherId: chosen } },
    { enabled: chosen !== '' },
  )
  return (
    <Panel title={t('prof.tab.compare')} lead={t('prof.compare.lead')}>
      <NativeSelect
        label={t('prof.compare.with')}
        value={chosen}
        maw={420}
        mb="lg"
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: '', label: t('prof.compare.pick') },
          ...(profiles.data ?? [])
            .filter((one) => one.id !== profile.id)
            .map((one) => ({ value: one.id, label: `${one.name}, ${t('profiles.version', { v: one.version })}` })),
        ]}
      />
      {chosen === '' ? null : <Answer of={compared}>{(changes) => <Changes changes={changes} />}</Answer>}
    </Panel>
  )
}

export type Comparison = ReplyOf<typeof profileEndpoints.compare>

/** `brief`: how many elements of the table are treated in another way, and not each of them. */
export function Changes({ changes, brief = false }: { changes: Comparison; brief?: boolean }) {
  const { t, code } = useWords()
  const { options, overrides, tags } = changes
  if (options.length + overrides.length + tags.length === 0)
    return <EmptyState icon="check" title={t('prof.compare.same')} />
  const onOff = (on: boolean) => (on ? t('prof.on') : t('prof.off'))
  const action = (one: string | null) => (one === null ? t('prof.compare.rule.none') : code('action', one))
  const ways = [
    { key: 'from', head: t(brief ? 'prof.release.before' : 'prof.compare.from') },
    { key: 'to', head: t(brief ? 'prof.release.now' : 'prof.compare.to') },
  ] as const
  return (
    <>
      {options.length > 0 ? (
        <Part title={t('prof.compare.options')}>
          <DataTable
            caption={t('prof.compare.options')}
            rows={options}
            keyOf={(one) => one.option}
            columns={[
              {
                key: 'o',
                head: t('prof.options'),
                rowHead: true,
                width: '44%',
                cell: (one) => t(optionTitle(one.option as OptionName)),
              },
              ...ways.map((way) => ({ ...way, cell: (one: Comparison['options'][number]) => onOff(one[way.key]) })),
            ]}
          />
        </Part>
      ) : null}
      {overrides.length > 0 ? (
        <Part title={t('prof.compare.overrides')}>
          <DataTable
            caption={t('prof.compare.overrides')}
            rows={overrides}
            keyOf={(one) => one.tag}
            columns={[
              { key: 'e', head: t('prof.element'), rowHead: true, width: '30%', cell: (one) => <Element of={one} /> },
              ...ways.map((way) => ({ ...way, cell: (one: Comparison['overrides'][number]) => action(one[way.key]) })),
              { key: 'why', head: t('prof.reason'), cell: (one) => one.reason ?? '–' },
            ]}
          />
        </Part>
      ) : null}
      {tags.length > 0 && brief ? <Text size="sm">{t('prof.release.tags', { n: tags.length })}</Text> : null}
      {tags.length > 0 && !brief ? (
        <Part title={t('prof.compare.tags', { n: tags.length })}>
          <DataTable
            caption={t('prof.compare.tags', { n: tags.length })}
            rows={tags}
            keyOf={(one) => one.tag}
            verticalSpacing={4}
            columns={[
              { key: 'e', head: t('prof.element'), rowHead: true, width: '44%', cell: (one) => <Element of={one} /> },
              ...ways.map((way) => ({ ...way, cell: (one: Comparison['tags'][number]) => action(one[way.key]) })),
            ]}
          />
        </Part>
      ) : null}
    </>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div style={{ marginBottom: 20 }}>
      <Text component="h3" fw={600} mb={4}>
        {title}
      </Text>
      {children}
    </div>
  )
}

function Element({ of }: { of: { tag: string; keyword: string } }) {
  return of.keyword === '' ? <LookedUp tag={of.tag} /> : <Named of={of} />
}

function LookedUp({ tag }: { tag: string }) {
  return <Named of={{ tag, keyword: useTag(tag)?.keyword ?? '' }} />
}

function Named({ of }: { of: { tag: string; keyword: string } }) {
  return (
    <>
      {elementName(of.keyword)} <span className={classes['tag']}>{tagText(of.tag)}</span>
    </>
  )
}
