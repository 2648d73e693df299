/**
 * What the masking thread is asked, one after the other; a key lives as long as the thread, and that is one count. Only a question that goes by
 * file takes its key out, for the answer comes to another thread.
 */
export type MaskAsk =
  | { do: 'request'; elements: string[] }
  | { do: 'count'; setup: string; response: string; key?: string | undefined }
  | { do: 'answer'; elements: string[]; request: string; size: number }

export type MaskAnswer =
  | { ok: true; request: string; key: string }
  | { ok: true; count: number }
  | { ok: true; setup: string; response: string }
  /** Never with the library's message: it can repeat what it was given. */
  | { ok: false }
