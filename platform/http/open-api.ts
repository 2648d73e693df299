import { type AnyEndpoint, type Authority, authority, endpoint, problemSchema } from '@clic/contracts'
import { z } from 'zod'

/** What this zone offers, in its own words; the same for everybody who is signed in. */
export const openApiEndpoint = endpoint({
  id: 'openapi.read',
  zones: ['clinic', 'research'],
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This description',
  action: 'session.read',
  reply: z.record(z.string(), z.unknown()),
})

/** OpenAPI 3.1 from the same endpoint values that serve and call. */
export function openApi(endpoints: AnyEndpoint[]): object {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const e of [...endpoints].sort((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1))) {
    const path = e.path.replace(/:([A-Za-z][A-Za-z0-9]*)/g, '{$1}')
    paths[path] ??= {}
    paths[path][e.method.toLowerCase()] = operation(e)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'CLIC', version: '0.1.0', license: { name: 'Apache-2.0' } },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'clic_session' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: json(problemSchema) },
    },
    security: [{ session: [] }, { bearer: [] }],
    paths,
  }
}

function operation(e: AnyEndpoint): object {
  const entry: Authority | undefined = e.action === 'public' ? undefined : authority[e.action]
  const parameters = [...fields(e.params, 'path'), ...fields(e.query, 'query')]
  return {
    operationId: e.id,
    summary: e.summary,
    tags: [...e.zones],
    ...(e.action === 'public'
      ? { security: [] }
      : { 'x-clic-action': e.action, 'x-clic-roles': entry?.roles, 'x-clic-permit-states': entry?.states }),
    ...(parameters.length ? { parameters } : {}),
    ...(e.body ? { requestBody: { required: true, content: { 'application/json': { schema: json(e.body) } } } } : {}),
    responses: {
      200: {
        description: 'OK',
        content: e.reply
          ? { 'application/json': { schema: json(e.reply) } }
          : { [e.media ?? 'application/octet-stream']: {} },
      },
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function fields(schema: unknown, place: 'path' | 'query'): object[] {
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: json(field as z.ZodType),
  }))
}

function json(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Record<
    string,
    unknown
  >
  return rest
}
