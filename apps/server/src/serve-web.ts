import { readFile, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import type { Hono } from 'hono'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
}

/** The built web application; any path that is no file is the application's own route. */
export function serveWeb(app: Hono, folder: string): void {
  app.get('*', async (c) => {
    const wanted = insideFolder(folder, new URL(c.req.url).pathname)
    const file =
      wanted &&
      (await stat(wanted).then(
        (found) => found.isFile(),
        () => false,
      ))
        ? wanted
        : join(folder, 'index.html')
    const hashed = file.includes('/assets/')
    return c.body(await readFile(file), 200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  })
}

/** The file that a path names, or undefined when it lies elsewhere (`..%2f`) or is no text. */
function insideFolder(folder: string, path: string): string | undefined {
  try {
    const wanted = resolve(folder, `.${decodeURIComponent(path)}`)
    return wanted.startsWith(`${resolve(folder)}${sep}`) && !wanted.includes('\0') ? wanted : undefined
  } catch {
    return undefined
  }
}
