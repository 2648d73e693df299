export { type OpenZone, openZone } from './open-zone.ts'
export { modulesOfZone } from './parts.ts'
