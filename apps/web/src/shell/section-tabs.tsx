import { Link } from '@tanstack/react-router'
import { useMay } from '../api.ts'
import type { Screen } from '../screen.ts'
import { useWords } from '../words/index.tsx'
import classes from './shell.module.css'

/** The screens of the station that is open, when it has more than one. */
export function SectionTabs({
  screens,
  here,
  path,
}: {
  screens: readonly Screen[]
  here: Screen | undefined
  path: string
}) {
  const { t } = useWords()
  const may = useMay()
  const section = sectionOf(here)
  const tabs = screens.filter((one) => one.tab && sectionOf(one) === section && (!one.action || may(one.action)))
  // Govern stands in the main menu already.
  if (!here?.station || tabs.length < 2) return <div style={{ height: 28 }} />
  // The longest address that fits is the one that is open: `/curate/datasets/…` is not also `/curate`.
  const open = tabs
    .filter((one) => path === one.path || path.startsWith(`${one.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0]
  const name = t(`station.${here.station}`)
  return (
    <nav aria-label={t('nav.section', { name })} className={classes['tabs']}>
      {tabs.map((one) => (
        <Link
          key={one.path}
          to={one.path}
          className={classes['tab']}
          aria-current={one === open ? (one.path === path ? 'page' : 'true') : undefined}
          activeOptions={{ exact: true }}
        >
          {t(one.title)}
        </Link>
      ))}
    </nav>
  )
}

export function sectionOf(screen: Screen | undefined): string | undefined {
  return screen?.station ?? (screen?.path.startsWith('/govern') ? 'govern' : undefined)
}
