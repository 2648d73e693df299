import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { screensOf } from './all-screens.ts'
import type { ZoneFacts } from './session.tsx'
import { NotHere } from './shell/not-here.tsx'
import { Shell } from './shell/shell.tsx'

export function createAppRouter(zone: ZoneFacts) {
  const screens = screensOf(zone)
  const root = createRootRoute({ component: () => <Shell screens={screens} />, notFoundComponent: NotHere })
  const routes = screens.map((screen) =>
    createRoute({ getParentRoute: () => root, path: screen.path, component: screen.component }),
  )
  const router = createRouter({ routeTree: root.addChildren(routes), defaultPreload: false, scrollRestoration: true })
  // From the second screen on, the heading takes the focus (see PageTitle); at the first one a person begins at the top.
  router.subscribe('onBeforeNavigate', ({ fromLocation }) => {
    if (fromLocation) document.documentElement.dataset['moved'] = '1'
  })
  return router
}
