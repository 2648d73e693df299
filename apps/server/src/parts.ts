import type { Part } from '@clic/platform/parts'

/** Where each module's door is. Loaded on demand: a server with one module loads no other. */
const doors: Record<string, () => Promise<Part>> = {
  govern: async () => (await import('@clic/modules/govern')).govern,
  acquire: async () => (await import('@clic/modules/acquire')).acquire,
  deidentify: async () => (await import('@clic/modules/deidentify')).deidentify,
  link: async () => (await import('@clic/modules/link')).link,
  curate: async () => (await import('@clic/modules/curate')).curate,
  annotate: async () => (await import('@clic/modules/annotate')).annotate,
  develop: async () => (await import('@clic/modules/develop')).develop,
  register: async () => (await import('@clic/modules/register')).register,
  validate: async () => (await import('@clic/modules/validate')).validate,
  deploy: async () => (await import('@clic/modules/deploy')).deploy,
  monitor: async () => (await import('@clic/modules/monitor')).monitor,
  report: async () => (await import('@clic/modules/report')).report,
}

/** The way of the data, zone by zone. */
export const modulesOfZone = {
  clinic: ['acquire', 'deidentify', 'deploy', 'monitor'],
  research: ['link', 'curate', 'annotate', 'develop', 'register', 'validate', 'report'],
} as const

export async function loadParts(names: readonly string[], zone: 'clinic' | 'research'): Promise<Part[]> {
  const parts: Part[] = []
  for (const name of new Set(['govern', ...names])) {
    const load = doors[name]
    if (!load) throw new Error(`There is no module “${name}”. Modules: ${Object.keys(doors).join(', ')}.`)
    const part = await load()
    if (!part.zones.includes(zone))
      throw new Error(`Module “${name}” belongs to the ${part.zones.join(' and ')} zone, not to ${zone}.`)
    parts.push(part)
  }
  return parts
}
