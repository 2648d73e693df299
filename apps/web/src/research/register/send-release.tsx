import { permitEndpoints } from '@clic/contracts'
import { Button, Group, Select, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { useNeeds } from '../../parts/needs.tsx'
import { useWords } from '../../words/index.tsx'
import { Notice, OnlyFor } from '../parts/notices.tsx'
import type { Release } from './release-text.tsx'
import { coversOperation, SendOnceMore } from './send-once-more.tsx'

/** Through the door to the clinic, under the permit that covers the operation. */
export function SendRelease({ release }: { release: Release }) {
  const { t } = useWords()
  const may = useMay()
  const permits = useAsk(permitEndpoints.list, {})
  const [chosen, setChosen] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const active = (permits.data ?? []).filter((one) => one.state === 'active' && one.terms.kind !== 'standing-source')
  // Those with an operate basis first: without one the gate stays closed, and says so.
  const covering = active.filter(coversOperation)
  const permit = active.find((one) => one.id === chosen) ?? covering[0]
  const { complete, notice } = useNeeds()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (complete(event.currentTarget)) setAsking(true)
  }
  if (release.state === 'sent')
    return (
      <Notice icon="door" tone="green">
        {t('send.done')}
      </Notice>
    )
  if (!may('release.approve')) return <OnlyFor action="release.approve" />
  return (
    <>
      <Text size="sm" mb="xs">
        {t('send.what')}
      </Text>
      <form noValidate onSubmit={submit}>
        <Group align="flex-end">
          <Select
            required
            label={t('send.permit')}
            w={420}
            maw="100%"
            value={permit?.id ?? null}
            onChange={setChosen}
            placeholder={t(active.length > 0 ? 'deploy.permit.pick' : 'send.permit.none')}
            data={active.map((one) => ({
              value: one.id,
              label: `${one.terms.title}${covering.includes(one) ? '' : ` (${t('send.permit.no-basis')})`}`,
            }))}
          />
          <Button type="submit">{t('send.do')}</Button>
        </Group>
        {notice}
      </form>
      {release.state === 'approved' ? null : (
        <Text size="sm" c="gray.7" mt="xs">
          {t('send.not-approved')}
        </Text>
      )}
      {asking && permit ? <SendOnceMore release={release} permit={permit} onClose={() => setAsking(false)} /> : null}
    </>
  )
}
