import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveWeb } from './serve-web.ts'

describe('the web application’s files', () => {
  let root = ''
  const app = new Hono()
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'clic-web-'))
    mkdirSync(join(root, 'dist', 'assets'), { recursive: true })
    mkdirSync(join(root, 'dist-secret'))
    writeFileSync(join(root, 'dist', 'index.html'), 'the application')
    writeFileSync(join(root, 'dist', 'assets', 'main-1a2b.js'), 'code')
    writeFileSync(join(root, 'dist-secret', 'key.pem'), 'secret')
    writeFileSync(join(root, 'outside.txt'), 'secret')
    serveWeb(app, join(root, 'dist'))
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  const get = async (path: string) => {
    const response = await app.request(`http://zone.test${path}`)
    return {
      status: response.status,
      text: await response.text(),
      type: response.headers.get('content-type'),
      cache: response.headers.get('cache-control'),
    }
  }

  it('are served with their type, and those with a digest in their name are kept', async () => {
    expect(await get('/assets/main-1a2b.js')).toEqual({
      status: 200,
      text: 'code',
      type: 'text/javascript',
      cache: 'public, max-age=31536000, immutable',
    })
    expect(await get('/')).toMatchObject({
      text: 'the application',
      type: 'text/html; charset=utf-8',
      cache: 'no-cache',
    })
  })

  it('stand in for every route of the application', async () => {
    expect(await get('/acquire/study-1')).toMatchObject({ status: 200, text: 'the application' })
  })

  it.each([
    '/..%2foutside.txt',
    '/..%2fdist-secret%2fkey.pem',
    '/%2e%2e/outside.txt',
    '/assets/..%2f..%2foutside.txt',
    '/..%5coutside.txt',
    '/%00',
    '/%E0%A4%A',
  ])('do not lead out of their folder: %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 200, text: 'the application' })
  })
})
