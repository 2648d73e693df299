import { identifiersIn } from './identifiers.ts'
import type { Limits } from './limits.ts'
import type { ConfinedEnd } from './run-confined.ts'

/** Fits `refuse(status, problem)` of the contracts as it is. */
export interface ForeignProblem {
  code: string
  title: string
  detail: string
  next: string
}

const asked = 'Ask who made the package for one that does without.'

/**
 * Why a run gave no result, in words for a person; undefined when it ended well. What the program itself says is a hint only, and is
 * repeated only when it names nobody: `known` are words that must not be repeated.
 */
export function explainEnd(
  end: ConfinedEnd,
  limits: Limits,
  known: readonly string[] = [],
): ForeignProblem | undefined {
  if (identifiersIn(end.logTail, known).length > 0)
    return problem(
      'foreign-log-identifier',
      'The package wrote what looks like the identity of a patient into its log. The log was thrown away, and the result with it.',
      'Tell who made the package, and the data protection officer.',
    )
  if (end.ended === 'cancelled') return problem('foreign-cancelled', 'The run was cancelled.', 'Start it again.')
  if (end.ended === 'not-started')
    return problem(
      'foreign-start',
      'The package could not be started behind its fence.',
      'See docs/operate/foreign-packages.md for what the machine must allow.',
    )
  if (end.ended === 'timed-out')
    return problem(
      'foreign-time',
      `The package ran longer than ${limits.wallS} seconds and was ended with all that it had started.`,
      'Give it fewer studies at once, or ask who made it.',
    )
  if (end.ended === 'over-limit') return overLimit(end, limits)
  return end.exitCode === 0 ? undefined : ofExit(end, limits)
}

function overLimit(end: ConfinedEnd, limits: Limits): ForeignProblem {
  if (end.limit === 'memory')
    return problem('foreign-memory', `The package used more than ${limits.memoryMb} MB of memory and was ended.`, asked)
  if (end.limit === 'files')
    return problem('foreign-files', `The package made more than ${limits.files} files and was ended.`, asked)
  return problem('foreign-written', `The package wrote more than ${limits.writtenMb} MB and was ended.`, asked)
}

/** Signals come as 128 and their number: 24 is SIGXCPU, 25 SIGXFSZ. The words are those of the system, Python and Node. */
function ofExit(end: ConfinedEnd, limits: Limits): ForeignProblem {
  const says = (words: RegExp) => words.test(end.logTail)
  if (end.exitCode === 128 + 24)
    return problem('foreign-cpu', `The package used more than ${limits.cpuS} seconds of processor time.`, asked)
  if (end.exitCode === 128 + 25 || says(/File too large|EFBIG|No space left|ENOSPC|Disk quota|File size limit/i))
    return problem('foreign-file-size', `The package wrote a file larger than ${limits.fileMb} MB.`, asked)
  if (says(/Resource temporarily unavailable|EAGAIN|start new thread|Cannot fork|BlockingIOError/i))
    return problem('foreign-processes', `The package started more than ${limits.processes} processes.`, asked)
  if (says(/allocate memory|MemoryError|ENOMEM|bad_alloc|out of memory|heap limit|allocation failed/i))
    return problem('foreign-memory', `The package asked for more than ${limits.memoryMb} MB of memory.`, asked)
  if (says(/Network is unreachable|ENETUNREACH|name resolution|EAI_AGAIN|ENOTFOUND|EADDRNOTAVAIL|ECONNREFUSED/i))
    return problem('foreign-network', 'The package asked for the network, and there is none for it.', asked)
  if (says(/Read-only file system|EROFS/i))
    return problem(
      'foreign-write',
      'The package wrote where it may not: only its output and scratch folder are its own.',
      asked,
    )
  if (
    says(/No such file or directory|ENOENT|FileNotFoundError|Permission denied|EACCES|Operation not permitted|EPERM/i)
  )
    return problem('foreign-file', `The package asked for a file that is not there for it. ${said(end)}`.trim(), asked)
  return problem(
    'foreign-exit',
    `The package ended with code ${end.exitCode}. ${said(end)}`.trim(),
    'Tell who made the package.',
  )
}

function said(end: ConfinedEnd): string {
  const line = end.logTail.trim().split('\n').at(-1)?.slice(0, 200) ?? ''
  return line ? `It said: ${line}` : ''
}

function problem(code: string, detail: string, next: string): ForeignProblem {
  return { code, title: 'The package gave no result', detail, next }
}
