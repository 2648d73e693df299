import * as contracts from '@clic/contracts'
import { type AnyEndpoint, address, type ZoneName } from '@clic/contracts'
import { systemClock } from '@clic/platform/clock'
import { newId } from '@clic/platform/ids'
import { describe, expect, it } from 'vitest'
import { moduleProcess } from './module-process.ts'

const modules: [string, ZoneName][] = [
  ['acquire', 'clinic'],
  ['deidentify', 'clinic'],
  ['validate', 'research'],
  ['deploy', 'clinic'],
  ['monitor', 'clinic'],
  ['link', 'research'],
  ['curate', 'research'],
  ['annotate', 'research'],
  ['develop', 'research'],
  ['register', 'research'],
  ['report', 'research'],
  ['govern', 'research'],
]

const endpointsOf = (module: string): AnyEndpoint[] => {
  const groups = contracts as unknown as Record<string, Record<string, AnyEndpoint> | undefined>
  return Object.values(groups[`${module}Endpoints`] ?? {})
}

/** An address of the operation, its parameters filled with what no zone knows. */
const example = (endpoint: AnyEndpoint) => {
  const params = Object.fromEntries(
    [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => [
      name as string,
      name === 'sha256' ? 'a'.repeat(64) : newId('nothing', systemClock),
    ]),
  )
  return address(endpoint, { params })
}

/** Those that the proof starts: the three that are sold alone, one that drives Python, and one that writes documents. */
const started = ['acquire', 'deidentify', 'validate', 'develop', 'report']

describe('a server with one module', () => {
  it.each(modules.filter(([name]) => started.includes(name)))('works: %s alone (%s)', async (module, zone) => {
    const server = await moduleProcess(module, zone)
    try {
      const ask = (endpoint: AnyEndpoint, signedIn = true) =>
        fetch(`${server.url}${example(endpoint)}`, {
          method: endpoint.method,
          headers: {
            'content-type': 'application/json',
            ...(signedIn ? { authorization: `Bearer ${server.token}` } : {}),
          },
          ...(endpoint.method === 'GET' ? {} : { body: '{}' }),
        })
      const about = (await (await fetch(`${server.url}/api/zone`)).json()) as { zone: string; modules: string[] }
      expect(about).toMatchObject({ zone, modules: [...new Set(['govern', module])] })

      // Each operation is there, wants a sign-in, and answers in order what it can.
      const own = endpointsOf(module).filter((one) => one.zones.includes(zone))
      expect(own.length).toBeGreaterThan(3)
      for (const endpoint of own) {
        expect((await ask(endpoint, false)).status, endpoint.id).toBe(401)
        const answer = await ask(endpoint)
        const text = await answer.text()
        // What needs another program says that it is not there; nothing breaks.
        if (answer.status === 503)
          expect(JSON.parse(text), endpoint.id).toMatchObject({ title: expect.any(String), next: expect.any(String) })
        else expect(answer.status, endpoint.id).toBeLessThan(500)
        expect(text, endpoint.id).not.toContain('urn:clic:problem:not-found')
        if (endpoint.method === 'GET' && !endpoint.path.includes(':') && answer.status !== 400 && answer.status !== 503)
          expect({ id: endpoint.id, status: answer.status }).toEqual({ id: endpoint.id, status: 200 })
      }
      const foreign = modules
        .filter(([name]) => name !== module && name !== 'govern')
        .flatMap(([name]) => endpointsOf(name))
      for (const endpoint of foreign) expect((await ask(endpoint)).status, endpoint.id).toBe(404)

      // Nothing of the others is loaded: no other module, no page, no viewer; and no program is started, Python least of all.
      const loaded = server.loaded()
      const stations = new Set(loaded.flatMap((url) => /\/modules\/([\w-]+)\//.exec(url)?.[1] ?? []))
      expect([...stations].sort()).toEqual([...new Set(['govern', module])].sort())
      expect(loaded.filter((url) => /\/apps\/(web|cli)\/|cornerstone|react|\/runtime\/|\.test\.ts$/.test(url))).toEqual(
        [],
      )
      if (module !== 'report') expect(loaded.filter((url) => url.includes('typst'))).toEqual([])
      expect(server.children() ?? []).toEqual([])
      expect(server.log()).not.toMatch(/"level":"error"/)
    } finally {
      expect(await server.end()).toBe(0)
    }
  })

  it('does not start with a module of the other zone, or one that there is none of, and says so', async () => {
    await expect(moduleProcess('acquire', 'research')).rejects.toThrow(/belongs to the clinic zone/)
    await expect(moduleProcess('teleport', 'clinic')).rejects.toThrow(/There is no module “teleport”/)
  })
})
