import { Box } from '@mantine/core'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import type { Screen } from '../screen.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'
import { IsolationNotice } from './isolation-notice.tsx'
import { screenAt } from './screen-at.ts'
import { SectionTabs } from './section-tabs.tsx'
import { SignIn } from './sign-in.tsx'
import { TopBar } from './top-bar.tsx'
import { WayMap } from './way-map.tsx'

/** The frame: who and where, the picture of the way, the screens of the station, the screen itself. */
export function Shell({ screens }: { screens: readonly Screen[] }) {
  const { person, problem } = useSession()
  const { t } = useWords()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const here = screenAt(screens, path)
  // Somebody is signed in, and this zone cannot know whether that still counts.
  if (problem)
    return (
      <Box component="main" maw={720} mx="auto" p="xl">
        <ProblemNotice problem={problem} />
      </Box>
    )
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
        <IsolationNotice />
        <SectionTabs screens={screens} here={here} path={path} />
        <Outlet />
      </Box>
    </>
  )
}
