import * as z from 'zod'
import type { Operation, Operations } from '#src/kernel/operation.ts'
import { httpStatus } from '#src/kernel/refusal.ts'

const refusals = Object.fromEntries(
  [...new Set(Object.values(httpStatus))].map((status) => [
    String(status),
    { $ref: '#/components/responses/Refusal' },
  ]),
)

/** OpenAPI 3.1 of every operation, from the same shapes that check its input. */
export function openApi(operations: Operations): Record<string, unknown> {
  const paths = Object.entries(operations).map(([name, operation]) => [
    `/api/${name}`,
    { [operation.kind === 'download' ? 'get' : 'post']: describe(name, operation) },
  ])
  return {
    openapi: '3.1.0',
    info: { title: '重阳 离退休干部服务管理平台', version: '1' },
    paths: Object.fromEntries(paths),
    components: {
      responses: { Refusal: { description: '拒绝及原因', content: json(refusalShape) } },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sid' } },
    },
  }
}

function describe(name: string, operation: Operation) {
  const shape = z.toJSONSchema(operation.input, {
    io: 'input',
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  const inAddress = operation.kind === 'download' || operation.kind === 'upload'
  return {
    operationId: name,
    summary: operation.title,
    tags: [name.split('.')[0]],
    security: operation.permission === 'public' ? [] : [{ session: [] }],
    ...(inAddress
      ? { parameters: [{ name: 'input', in: 'query', content: json(shape) }] }
      : { requestBody: { required: true, content: json(shape) } }),
    ...(operation.kind === 'upload'
      ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } }
      : {}),
    responses: { 200: { description: operation.title }, ...refusals },
  }
}

function json(schema: unknown) {
  return { 'application/json': { schema } }
}

const refusalShape = {
  type: 'object',
  required: ['kind', 'code', 'message'],
  properties: {
    kind: { type: 'string' },
    code: { type: 'string' },
    message: { type: 'string' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
}
