import { type Problem, registerEndpoints } from '@clic/contracts'
import { FileInput, Progress, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refreshAll, sendBytes } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { Icon } from '../../parts/icon.tsx'
import { bytes } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { isVersion, VersionInput } from './add-release.tsx'
import type { Product } from './release-text.tsx'

/** A bought release: the vendor’s MAP, checked against the format before it is kept. */
export function UploadMap({ product, onClose }: { product: Product; onClose(): void }) {
  const { t, language } = useWords()
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [version, setVersion] = useState('1.0.0')
  const [sent, setSent] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const send = async () => {
    if (!file) return { ok: false }
    setProblem(undefined)
    setSent(0)
    const answer = await sendBytes({
      endpoint: registerEndpoints.addBought,
      input: { params: { productId: product.id }, query: { version: version.trim() } },
      bytes: file,
      contentType: 'application/x-tar',
      progress: setSent,
    })
    setSent(undefined)
    await refreshAll(client, [registerEndpoints.releases])
    if (!answer.ok) setProblem(answer.problem)
    return answer
  }
  return (
    <AskDialog
      title={t('release.upload.title', { name: product.name })}
      step={t('upload.do')}
      size="lg"
      needs={{ map: !file && t('release.need.map'), version: !isVersion(version) && t('release.need.version') }}
      doing={{ busy: sent !== undefined, problem }}
      onDo={send}
      onClose={onClose}
    >
      <Text size="sm" c="gray.7">
        {t('release.upload.what')}
      </Text>
      <FileInput
        id="map"
        label={t('release.upload.file')}
        description={file ? bytes(file.size, language) : undefined}
        required
        accept=".tar,application/x-tar"
        placeholder={t('upload.choose')}
        styles={{ placeholder: { color: 'var(--mantine-color-gray-7)' } }}
        value={file}
        onChange={setFile}
        leftSection={<Icon name="upload" size={16} />}
        data-autofocus
      />
      <VersionInput value={version} onChange={setVersion} />
      {sent === undefined ? null : (
        <div role="status">
          <Text size="sm" mb={4}>
            {sent < 1 ? t('release.upload.sending', { percent: Math.floor(sent * 100) }) : t('release.upload.checking')}
          </Text>
          <Progress.Root size={8}>
            <Progress.Section value={sent * 100} animated={sent >= 1} aria-label={t('upload.progress')} />
          </Progress.Root>
        </div>
      )}
    </AskDialog>
  )
}
