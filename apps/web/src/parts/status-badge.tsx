import { useWords } from '../words/index.tsx'
import { Icon, type IconName } from './icon.tsx'

type Tone = 'good' | 'run' | 'wait' | 'warn' | 'bad' | 'off'

const looks: Record<Tone, { background: string; color: string; icon: IconName }> = {
  good: { background: 'var(--mantine-color-green-0)', color: 'var(--mantine-color-green-8)', icon: 'check' },
  run: { background: 'var(--mantine-color-slate-0)', color: 'var(--mantine-color-slate-7)', icon: 'run' },
  wait: { background: 'var(--mantine-color-gray-1)', color: 'var(--mantine-color-gray-8)', icon: 'clock' },
  warn: { background: 'var(--mantine-color-amber-0)', color: 'var(--mantine-color-amber-8)', icon: 'warn' },
  bad: { background: 'var(--mantine-color-brick-0)', color: 'var(--mantine-color-brick-8)', icon: 'stop' },
  off: { background: 'var(--mantine-color-gray-1)', color: 'var(--mantine-color-gray-7)', icon: 'dot' },
}

const tones: Record<string, Tone> = {
  done: 'good',
  active: 'good',
  approved: 'good',
  accepted: 'good',
  finished: 'good',
  frozen: 'good',
  returned: 'good',
  left: 'good',
  ready: 'good',
  released: 'good',
  warm: 'good',
  delivered: 'good',
  passed: 'good',
  valid: 'good',
  running: 'run',
  warming: 'run',
  sending: 'run',
  freezing: 'run',
  making: 'run',
  screened: 'run',
  sent: 'run',
  waiting: 'wait',
  held: 'wait',
  submitted: 'wait',
  proposed: 'wait',
  requested: 'wait',
  received: 'wait',
  registered: 'wait',
  draft: 'wait',
  cold: 'wait',
  queued: 'wait',
  pending: 'wait',
  suspended: 'warn',
  quarantined: 'warn',
  conflict: 'warn',
  open: 'warn',
  refused: 'bad',
  failed: 'bad',
  rejected: 'bad',
  expired: 'bad',
  closed: 'off',
  retired: 'off',
  withdrawn: 'off',
  superseded: 'off',
  cancelled: 'off',
}

/** Colour, drawing and word together: never colour alone. `tone` overrides what the state's name implies. */
export function StatusBadge({ state, tone, label }: { state: string; tone?: Tone; label?: string }) {
  const { code } = useWords()
  const look = looks[tone ?? tones[state] ?? 'off']
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 5,
        padding: '1px 9px 1px 6px',
        borderRadius: 999,
        fontSize: '0.8rem',
        fontWeight: 500,
        lineHeight: 1.6,
        whiteSpace: 'nowrap',
        background: look.background,
        color: look.color,
      }}
    >
      <Icon name={look.icon} size={14} />
      {label ?? code('state', state)}
    </span>
  )
}
