import { Box } from '@mantine/core'
import { Outlet, useRouterState } from '@tanstack/react-router'
import type { Screen } from '../screen.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'
import { screenAt } from './screen-at.ts'
import { SectionTabs } from './section-tabs.tsx'
import { SignIn } from './sign-in.tsx'
import { TopBar } from './top-bar.tsx'
import { WayMap } from './way-map.tsx'

/** The frame: who and where, the picture of the way, the screens of the station, the screen itself. */
export function Shell({ screens }: { screens: readonly Screen[] }) {
  const { person } = useSession()
  const { t } = useWords()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const here = screenAt(screens, path)
  if (!person) return <SignIn />
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <TopBar screens={screens} here={here} />
      <WayMap screens={screens} here={here?.station} />
      <Box
        component="main"
        id="content"
        tabIndex={-1}
        maw={1440}
        mx="auto"
        px={{ base: 'md', md: 'xl' }}
        pb={64}
        style={{ outline: 'none' }}
      >
        <SectionTabs screens={screens} here={here} path={path} />
        <Outlet />
      </Box>
    </>
  )
}
