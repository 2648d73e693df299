import { clinicScreens } from './clinic/screens.tsx'
import { governScreens } from './govern/screens.tsx'
import { researchScreens } from './research/screens.tsx'
import type { Screen } from './screen.ts'
import type { ZoneFacts } from './session.tsx'

/** Every screen of the application. Order is the order of the tabs. */
export const allScreens: readonly Screen[] = [...clinicScreens, ...researchScreens, ...governScreens]

/** The screens of this zone whose module is started. */
export function screensOf(zone: Pick<ZoneFacts, 'zone' | 'modules'>): Screen[] {
  return allScreens.filter(
    (one) => one.zones.includes(zone.zone) && (!one.station || zone.modules.includes(one.station)),
  )
}
