/** The ports that parts provide to each other, by name. Filled while composing, asked when used. */
export function createPorts() {
  const provided = new Map<string, unknown>()
  return {
    provide(name: string, value: unknown) {
      if (provided.has(name)) throw new Error(`two parts provide the port ${name}`)
      provided.set(name, value)
    },
    port<T>(name: string): T {
      if (!provided.has(name)) throw new Error(`no part of this server provides ${name}`)
      return provided.get(name) as T
    },
    optionalPort<T>(name: string): T | undefined {
      return provided.get(name) as T | undefined
    },
    has: (name: string) => provided.has(name),
  }
}
