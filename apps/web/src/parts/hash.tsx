import { CopyButton, Group, Tooltip, UnstyledButton } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import { Icon } from './icon.tsx'

/** A digest or an id, shortened; pressing it copies all of it. */
export function Hash({ value, what, length = 8 }: { value: string; what?: string; length?: number }) {
  const { t } = useWords()
  const short = value.length > length + 4 ? `${value.slice(0, length)}…` : value
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('copied') : value} maw={620}>
          <UnstyledButton
            onClick={copy}
            aria-label={`${what ? `${what} ` : ''}${short}, ${t('do.copy')}`}
            style={{
              fontFamily: 'var(--mantine-font-family-monospace)',
              fontSize: '0.8rem',
              color: 'var(--mantine-color-gray-8)',
              display: 'inline-flex',
              gap: 4,
              alignItems: 'center',
              whiteSpace: 'nowrap',
            }}
          >
            {short}
            <Icon name={copied ? 'check' : 'copy'} size={13} />
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  )
}

/** All of a digest, in groups of four and eight groups a line, as people read it to each other. Copied, it is one word. */
export function WholeHash({ value, what }: { value: string; what: string }) {
  const { t } = useWords()
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <code
            style={{ maxWidth: 'calc(8 * (4ch + 0.7em))', fontSize: '0.875rem', lineHeight: 1.6, color: 'inherit' }}
          >
            {(value.match(/.{1,4}/g) ?? []).map((four, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a digest keep their places
              <span key={n} style={{ display: 'inline-block', marginRight: '0.65em' }}>
                {four}
              </span>
            ))}
          </code>
          <Tooltip label={t(copied ? 'copied' : 'do.copy')}>
            <UnstyledButton onClick={copy} aria-label={`${what}, ${t(copied ? 'copied' : 'do.copy')}`} lh={1} p={4}>
              <Icon name={copied ? 'check' : 'copy'} size={15} />
            </UnstyledButton>
          </Tooltip>
        </Group>
      )}
    </CopyButton>
  )
}

/** The readable end of an id: enough to tell two apart on one screen. */
export function IdText({ id }: { id: string }) {
  return <Hash value={id} length={id.length} />
}
