import { developEndpoints, registerEndpoints } from '@clic/contracts'
import { Select, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { dateTime, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import type { Product } from './release-text.tsx'

/** A trained candidate, packaged as a MAP under the product’s intended use. */
export function AddRelease({ product, onClose }: { product: Product; onClose(): void }) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const add = useDo(registerEndpoints.addFromCandidate, { refresh: [registerEndpoints.releases] })
  const candidates = useAsk(developEndpoints.candidates, {})
  const runs = useAsk(developEndpoints.list, {})
  const [candidateId, setCandidateId] = useState<string | null>(null)
  const [version, setVersion] = useState('1.0.0')
  const make = async () => {
    if (!candidateId) return { ok: false }
    const done = await add.run({ body: { productId: product.id, candidateId, version: version.trim() } })
    if (done.ok) await navigate({ to: `/register/releases/${done.value.id}` })
    return done
  }
  const label = (one: NonNullable<typeof candidates.data>[number]) =>
    `${runs.data?.find((run) => run.id === one.runId)?.name ?? t('candidate.one')} · ${dateTime(one.madeAt, language)}${one.tuneDice === null ? '' : ` · Dice ${number(one.tuneDice, language, 3)}`}`
  return (
    <AskDialog
      title={t('release.add', { name: product.name })}
      step={t('release.add.do')}
      size="lg"
      needs={{
        candidate: !candidateId && t('release.need.candidate'),
        version: !isVersion(version) && t('release.need.version'),
      }}
      doing={{ busy: add.busy, problem: add.problem ?? candidates.problem }}
      onDo={make}
      onClose={onClose}
    >
      <Text size="sm" c="gray.7">
        {t('release.add.what')}
      </Text>
      <Select
        id="candidate"
        label={t('candidate.one')}
        required
        value={candidateId}
        onChange={setCandidateId}
        placeholder={candidates.data?.length === 0 ? t('candidate.empty') : undefined}
        data={(candidates.data ?? []).map((one) => ({ value: one.id, label: label(one) }))}
      />
      <VersionInput value={version} onChange={setVersion} />
      {candidates.denied ? (
        <Text size="sm" c="gray.7">
          {t('denied.why')}
        </Text>
      ) : null}
    </AskDialog>
  )
}

/** As the server takes it. */
export function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(text.trim())
}

export function VersionInput({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useWords()
  return (
    <TextInput
      label={t('release.version')}
      description={t('release.version.how')}
      required
      name="version"
      w={220}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
