export { modulesOfZone } from './parts.ts'
export { openZone, type OpenZone } from './open-zone.ts'
