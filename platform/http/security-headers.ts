import type { Context, Next } from 'hono'

/** `wasm-unsafe-eval` and `blob:` are for the image viewer: its decoders are WebAssembly in workers made from blobs. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer, also on refusals and failures: no sniffing, no framing, no foreign script, no cached answer of the API. */
export async function securityHeaders(c: Context, next: Next): Promise<void> {
  await next()
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('x-frame-options', 'DENY')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cross-origin-resource-policy', 'same-origin')
  c.header('content-security-policy', contentSecurityPolicy)
  if (!isStatic(c)) c.header('cache-control', 'no-store')
}

/** The web application's own files say themselves how long they may be kept. */
function isStatic(c: Context): boolean {
  return c.res.headers.has('cache-control') && !/^\/(api|door|dicomweb|fhir)\//.test(c.req.path)
}
