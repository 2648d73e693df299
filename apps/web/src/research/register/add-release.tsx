import { developEndpoints, registerEndpoints } from '@clic/contracts'
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '../../api.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
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
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!candidateId) return
    const done = await add.run({ body: { productId: product.id, candidateId, version: version.trim() } })
    if (done.ok) await navigate({ to: `/register/releases/${done.value.id}` })
  }
  const label = (one: NonNullable<typeof candidates.data>[number]) =>
    `${runs.data?.find((run) => run.id === one.runId)?.name ?? t('candidate.one')} · ${dateTime(one.madeAt, language)}${one.tuneDice === null ? '' : ` · Dice ${number(one.tuneDice, language, 3)}`}`
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('do.close') }}
      opened
      onClose={onClose}
      title={t('release.add', { name: product.name })}
      size="lg"
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="gray.7">
            {t('release.add.what')}
          </Text>
          <Select
            label={t('candidate.one')}
            required
            value={candidateId}
            onChange={setCandidateId}
            placeholder={candidates.data?.length === 0 ? t('candidate.empty') : undefined}
            data={(candidates.data ?? []).map((one) => ({ value: one.id, label: label(one) }))}
            data-autofocus
          />
          <VersionInput value={version} onChange={setVersion} />
          {candidates.denied ? (
            <Text size="sm" c="gray.7">
              {t('denied.why')}
            </Text>
          ) : null}
          <ProblemNotice problem={add.problem ?? candidates.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('do.cancel')}
            </Button>
            <Button type="submit" loading={add.busy} disabled={!candidateId}>
              {t('release.add.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

export function VersionInput({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useWords()
  return (
    <TextInput
      label={t('release.version')}
      description={t('release.version.how')}
      required
      pattern="\d+\.\d+\.\d+"
      w={220}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
