/** What a foreign program may use. Each is a number of its unit and holds for one run. */
export interface Limits {
  /** Seconds on the wall; then the run and all that it started are killed. */
  wallS: number
  /** Seconds of processor time for each process. */
  cpuS: number
  /** MiB of resident memory of all processes together, watched; the kernel stops each process at twice as much that it could write to. */
  memoryMb: number
  /** Processes and threads. */
  processes: number
  openFiles: number
  /** MiB of one file. */
  fileMb: number
  /** MiB of all that it wrote, in its output and its scratch folder. */
  writtenMb: number
  /** Files and folders in its output and its scratch folder. */
  files: number
}

export const limitNames = [
  'wallS',
  'cpuS',
  'memoryMb',
  'processes',
  'openFiles',
  'fileMb',
  'writtenMb',
  'files',
] as const satisfies readonly (keyof Limits)[]

export const usualLimits: Limits = {
  wallS: 1800,
  cpuS: 3600,
  memoryMb: 8192,
  processes: 512,
  openFiles: 1024,
  fileMb: 1024,
  writtenMb: 4096,
  files: 20_000,
}

/**
 * For util-linux's `prlimit`. What a process could write to (data), not its address space: runtimes reserve far more than they ever
 * touch, and even of the former half a gigabyte that stays untouched.
 */
export function limitWords(limits: Limits): string[] {
  const mb = 1024 ** 2
  return [
    `--cpu=${limits.cpuS}`,
    `--data=${2 * limits.memoryMb * mb}`,
    `--nproc=${limits.processes}`,
    `--nofile=${limits.openFiles}`,
    `--fsize=${limits.fileMb * mb}`,
    '--core=0',
    '--memlock=0',
  ]
}
