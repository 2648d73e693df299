import { spawnSync } from 'node:child_process'

/** Installs through apt, where that can be done, the Debian package of each program that is not on the path. Says what it does, and what is missing. */
export function installPrograms(programs: Readonly<Record<string, string>>, say: (line: string) => void): void {
  const missing = Object.entries(programs).filter(([program]) => !isProgram(program))
  installPackages([...new Set(missing.map(([, name]) => name))], say)
}

/** The same for what is no program: the packages that are wanted, as the caller found. */
export function installPackages(packages: readonly string[], say: (line: string) => void): void {
  if (packages.length === 0) return
  if (process.getuid?.() !== 0 || !isProgram('apt-get')) {
    say(`Not installed: ${packages.join(', ')}. What needs them is skipped and says so.`)
    return
  }
  say(`Installing ${packages.join(', ')} through apt ...`)
  const options = { stdio: 'ignore' as const, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  for (const name of packages) {
    if (spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options).status !== 0)
      say(`${name} could not be installed; what needs it is skipped and says so.`)
  }
}

const isProgram = (name: string) => spawnSync('which', [name], { stdio: 'ignore' }).status === 0
