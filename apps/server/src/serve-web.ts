import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import type { Hono } from 'hono'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.woff2': 'font/woff2', '.map': 'application/json',
}

/** The built web application; any path that is no file is the application's own route. */
export function serveWeb(app: Hono, folder: string): void {
  app.get('*', async (c) => {
    const wanted = normalize(join(folder, decodeURIComponent(new URL(c.req.url).pathname)))
    const inside = wanted.startsWith(normalize(folder))
    const file = inside && (await stat(wanted).then((found) => found.isFile(), () => false)) ? wanted : join(folder, 'index.html')
    const hashed = file.includes('/assets/')
    return c.body(await readFile(file), 200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache' })
  })
}
