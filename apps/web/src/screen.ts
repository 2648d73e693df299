import type { Action, ZoneName } from '@clic/contracts'
import type { RouteComponent } from '@tanstack/react-router'
import type { PlainKey } from './words/index.tsx'

/** Stations of the way of the data, in its order. Each is a module that an installation may leave out. */
export const stations = {
  clinic: ['acquire', 'deidentify', 'deploy', 'monitor'],
  research: ['link', 'curate', 'annotate', 'develop', 'register', 'validate', 'report'],
} as const
export type Station = (typeof stations)[ZoneName][number]

/** One screen of the application. A new one is a line in its area's list and nothing else. */
export interface Screen {
  /** TanStack syntax: `/annotate/$labelId`. A station's first screen without a parameter is where its link leads. */
  path: string
  title: PlainKey
  /** Heavy ones come as `lazyRouteComponent(() => import('./x.tsx'), 'X')`. */
  component: RouteComponent
  zones: readonly ZoneName[]
  /** The station it belongs to: lit in the picture of the way. Absent for govern and the overview. */
  station?: Station
  /** `tab`: shown in the row of the station's (or govern's) screens. Screens of one record leave it out. */
  tab?: boolean
  /** Shown only to those who may do this. */
  action?: Action
}
