import { fileURLToPath } from 'node:url'
import { type Limits, limitWords } from './limits.ts'

/**
 * How a foreign program is fenced. `user-namespace`: an own root, network, process and user namespace, which any user may make where
 * the kernel allows it. `root`: the same, made by root, for where it does not. `limits-only`: what `setrlimit` limits and no fence.
 */
export type Fence = 'user-namespace' | 'root' | 'limits-only'

/** One run, with real paths of this machine. */
export interface ConfinedOrder {
  argv: string[]
  cwd: string
  /** The whole environment; nothing is inherited. */
  env: Record<string, string>
  /** Folders and files that the program may read, besides the system's own. */
  reads: string[]
  /** Folders that it may write. */
  writes: string[]
  /** An empty folder in which the own root is made. */
  root: string
  limits: Limits
}

export interface OsUser {
  uid: number
  gid: number
}

const enter = fileURLToPath(new URL('./enter.sh', import.meta.url))
const namespaces = ['--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child=KILL']
/** The first process of a process namespace ignores signals that it does not handle; so it is a shell that waits. */
const waiting = ['/bin/sh', '-c', '"$@"; exit $?', 'sandbox']

/** The command line that starts a program behind a fence. As `root`, the program becomes `user` at the end. */
export function confine(order: ConfinedOrder, fence: Fence, user?: OsUser): string[] {
  const program = [
    ...['env', '-i', ...Object.entries(order.env).map(([name, value]) => `${name}=${value}`)],
    ...order.argv,
  ]
  const limited = ['nice', '-n', '5', 'prlimit', ...limitWords(order.limits)]
  const inside = enterWords(order)
  if (fence === 'limits-only') return [...limited, 'setpriv', '--no-new-privs', ...program]
  if (fence === 'root') {
    const become = user
      ? [
          'setpriv',
          `--reuid=${user.uid}`,
          `--regid=${user.gid}`,
          '--clear-groups',
          '--bounding-set=-all',
          '--no-new-privs',
        ]
      : ['setpriv', '--bounding-set=-all', '--no-new-privs']
    return ['unshare', ...namespaces, '--', ...inside, ...waiting, ...limited, ...become, ...program]
  }
  // A second user namespace, in which the program is nobody in particular: it has no right over the mounts of the first.
  const nobody = ['setpriv', '--no-new-privs', 'unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
  const own = ['--user', '--map-root-user', ...namespaces]
  return [
    'unshare',
    ...own,
    '--',
    'env',
    'SANDBOX_NAMESPACES=one',
    ...inside,
    ...waiting,
    ...limited,
    ...nobody,
    ...program,
  ]
}

function enterWords(order: Pick<ConfinedOrder, 'root' | 'cwd' | 'reads' | 'writes'>): string[] {
  return [
    ...['/bin/sh', enter, order.root, order.cwd],
    ...order.reads.flatMap((path) => ['-r', path]),
    ...order.writes.flatMap((path) => ['-w', path]),
    '--',
  ]
}

/** The same fence made by root around a long-lived process, which runs as `user` in it. */
export function jail(given: { root: string; reads: string[]; writes: string[]; user: OsUser }): string[] {
  const { uid, gid } = given.user
  const become = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--bounding-set=-all',
    '--no-new-privs',
  ]
  // The waiting shell keeps root's name, so that it is killed with `unshare`, and everything in the namespace with it.
  return ['unshare', ...namespaces, '--', ...enterWords({ ...given, cwd: '/' }), ...waiting, ...become]
}
