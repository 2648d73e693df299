/**
 * What a log may say of a failure: kind, code and place in our code, never its message. Messages quote what was read (`JSON.parse`,
 * PostgreSQL and zod all do), and what was read may be a patient's.
 */
export function faultOf(error: unknown): { fault: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { fault: typeof error }
  const code = (error as { code?: unknown }).code
  const at = /(?:^|\/)((?:apps|contracts|libraries|modules|platform)\/[\w./@-]+:\d+)/m.exec(framesOf(error))?.[1]
  return {
    fault: error.name.slice(0, 60),
    ...(typeof code === 'string' ? { code: code.slice(0, 60) } : {}),
    ...(at ? { at } : {}),
  }
}

/** The places of the stack, without the message that stands before them. */
function framesOf(error: Error): string {
  const frames = (error.stack ?? '').replace(error.message, '')
  return frames
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
