import './open-zone.ts'
import '@clic/platform/auth'
import { loadParts } from './parts.ts'

// Loads the code of a zone and ends: `node load.ts ZONE MODULE...`. What Node made of it is in its cache then (NODE_COMPILE_CACHE),
// and the server, which does the same next, needs half the time and never loads the part of Node that reads TypeScript.
const [zone, ...modules] = process.argv.slice(2)
await loadParts(modules, zone === 'research' ? 'research' : 'clinic')
process.exit(0)
