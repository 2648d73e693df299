import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core'
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

/** The readable end of an id: enough to tell two apart on one screen. */
export function IdText({ id }: { id: string }) {
  return <Hash value={id} length={id.length} />
}
