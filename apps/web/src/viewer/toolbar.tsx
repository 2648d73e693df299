import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.tsx'
import { HelpPopover } from './help-popover.tsx'
import { ToolIcon } from './tool-icon.tsx'
import { type Patch, type Tool, tools, type View } from './view.ts'
import classes from './viewer.module.css'
import type { WindowPreset } from './window.ts'

interface ToolbarProps {
  view: View
  patch(change: Patch): void
  presets: WindowPreset[]
  /** Why nothing can be painted; undefined where it can. */
  whyNotPaint: string | undefined
  canUndo: boolean
  canRedo: boolean
  undo(): void
  redo(): void
  fit(): void
  /** Of a film: whether it runs. Absent for what is no film. */
  film: { playing: boolean; toggle(): void } | undefined
}

export const toolKeys: Record<Tool, string> = {
  navigate: 'N',
  window: 'W',
  pan: 'P',
  zoom: 'Z',
  brush: 'B',
  eraser: 'E',
}

export function Toolbar({ view, patch, presets, whyNotPaint, canUndo, canRedo, undo, redo, fit, film }: ToolbarProps) {
  const { t } = useWords()
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label={t('viewer.tools')}>
      <div className={classes['group']}>
        {tools.map((tool) => (
          <ToolButton
            key={tool}
            label={t(`viewer.tool.${tool}`)}
            hint={toolKeys[tool]}
            pressed={view.tool === tool}
            why={tool === 'brush' || tool === 'eraser' ? whyNotPaint : undefined}
            onClick={() => patch({ tool })}
          >
            <ToolIcon name={tool} />
          </ToolButton>
        ))}
      </div>
      <div className={classes['group']}>
        <ToolButton
          label={t('viewer.undo')}
          hint="Ctrl Z"
          why={canUndo ? undefined : t('viewer.undo.none')}
          onClick={undo}
          bare
        >
          <ToolIcon name="undo" />
        </ToolButton>
        <ToolButton
          label={t('viewer.redo')}
          hint="Ctrl Y"
          why={canRedo ? undefined : t('viewer.redo.none')}
          onClick={redo}
          bare
        >
          <ToolIcon name="redo" />
        </ToolButton>
        <ToolButton label={t('viewer.fit')} hint="F" onClick={fit} bare>
          <ToolIcon name="fit" />
        </ToolButton>
        <ToolButton
          label={t('viewer.smooth')}
          hint="I"
          pressed={view.smooth}
          onClick={() => patch({ smooth: !view.smooth })}
          bare
        >
          <ToolIcon name="smooth" />
        </ToolButton>
        <ToolButton
          label={t('viewer.crosshair')}
          hint="X"
          pressed={view.crosshair}
          onClick={() => patch({ crosshair: !view.crosshair })}
          bare
        >
          <ToolIcon name="navigate" />
        </ToolButton>
      </div>
      {film ? (
        <button type="button" className={classes['tool']} aria-pressed={film.playing} onClick={film.toggle}>
          <span aria-hidden>{film.playing ? '■' : '▶'}</span>
          {t(film.playing ? 'viewer.film.stop' : 'viewer.film.play')}
        </button>
      ) : null}
      <Select
        size="xs"
        w={140}
        aria-label={t('viewer.preset')}
        placeholder={t('viewer.preset.own')}
        allowDeselect={false}
        value={view.preset ?? null}
        data={presets.map((one) => ({ value: one.name, label: t(`viewer.preset.${one.name}`) }))}
        onChange={(name) => {
          const chosen = presets.find((one) => one.name === name)
          if (chosen) patch({ window: chosen.window, preset: chosen.name })
        }}
      />
      <div className={classes['group']} style={{ marginLeft: 'auto' }}>
        <HelpPopover />
      </div>
    </div>
  )
}

interface ToolButtonProps {
  label: string
  hint: string
  pressed?: boolean
  /** Why it is grey; undefined where it can be pressed. */
  why?: string | undefined
  bare?: boolean
  onClick(): void
  children: ReactNode
}

function ToolButton({ label, hint, pressed, why, bare, onClick, children }: ToolButtonProps) {
  return (
    <button
      type="button"
      className={classes['tool']}
      aria-pressed={pressed}
      aria-label={label}
      title={`${label} (${hint})${why === undefined ? '' : `: ${why}`}`}
      disabled={why !== undefined}
      onClick={onClick}
    >
      {children}
      {bare ? null : <span>{label}</span>}
    </button>
  )
}
