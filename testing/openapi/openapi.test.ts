import { readFileSync } from 'node:fs'
import { authority } from '@clic/contracts'
import { describe, expect, it } from 'vitest'
import { everyEndpoint } from './every-endpoint.ts'
import { openApiFile, openApiText } from './print-openapi.ts'

interface Operation {
  operationId: string
  tags: string[]
  security?: unknown[]
  parameters?: { name: string; in: string }[]
  requestBody?: unknown
  'x-clic-action'?: string
}

describe('the description of the API', () => {
  const document = JSON.parse(openApiText()) as { openapi: string; paths: Record<string, Record<string, Operation>> }
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )

  it('is the one that is checked in: node testing/openapi/print-openapi.ts prints it again', () => {
    expect(readFileSync(openApiFile, 'utf8')).toBe(openApiText())
  })

  it('is OpenAPI 3.1 and holds every declared operation once', () => {
    expect(document.openapi).toBe('3.1.0')
    const ids = everyEndpoint().map((one) => one.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(operations.map((one) => one.operationId).sort()).toEqual(ids.sort())
  })

  it('names each parameter of an address, and no other', () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      expect(path).not.toContain(':')
      expect(
        parameters
          .filter((one) => one.in === 'path')
          .map((one) => one.name)
          .sort(),
        path,
      ).toEqual(inPath.sort())
    }
  })

  it('says for each operation who may do it, or that it needs no sign-in', () => {
    for (const one of operations) {
      if (one.security) expect(one.security).toEqual([])
      else expect(Object.keys(authority)).toContain(one['x-clic-action'])
    }
  })
})
