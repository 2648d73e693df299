import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * What a log may say of a failure: kind, code and place in our code, never its message. Messages quote what was read (`JSON.parse`,
 * PostgreSQL and zod all do), and what was read may be a patient's.
 */
export function faultOf(error: unknown): { fault: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { fault: typeof error }
  const code = (error as { code?: unknown }).code
  const at = placeIn(framesOf(error))
  return {
    fault: error.name.slice(0, 60),
    ...(typeof code === 'string' ? { code: code.slice(0, 60) } : {}),
    ...(at ? { at } : {}),
  }
}

const inOurCode = /(?:^|\/)((?:apps|contracts|libraries|modules|platform)\/[\w./@-]+)/

/** The first place in a source of ours, also where the code that ran was put together from sources. */
function placeIn(frames: string[]): string | undefined {
  for (const frame of frames) {
    const written = /(?:^|\/)((?:apps|contracts|libraries|modules|platform)\/[\w./@-]+:\d+)/.exec(frame)?.[1]
    if (written) return written
    const [, url = '', line, column] = /(file:\/\/\S+\.mjs):(\d+):(\d+)/.exec(frame) ?? []
    const place = url && sourceOf(fileURLToPath(url), Number(line), Number(column))
    if (place) return place
  }
  return undefined
}

/** Read when it is needed and dropped again: failures are rare, and a map is larger than its code. */
function sourceOf(file: string, line: number, column: number): string | undefined {
  const map = `${file}.map`
  if (!existsSync(map)) return undefined
  const found = new SourceMap(JSON.parse(readFileSync(map, 'utf8'))).findOrigin(line, column)
  if (!('fileName' in found) || found.fileName.includes('node_modules')) return undefined
  const source = inOurCode.exec(found.fileName)?.[1]
  return source && `${source}:${found.lineNumber}`
}

/** The places of the stack, without the message that stands before them. */
function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
}
