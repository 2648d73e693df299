import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { preparedDeidentify } from './prepared-deidentify.ts'
import { repository } from './repository.ts'

test('The command runs from code put together of exactly the sources that its digest is over', async () => {
  const { deidentify, program } = await preparedDeidentify()
  const folder = join(repository, '.clic', 'prepared', program)
  expect(program).toMatch(/^[0-9a-f]{64}$/)
  expect(existsSync(join(folder, 'deidentify.mjs'))).toBe(true)
  expect(readdirSync(folder)).toContain('worker.mjs')
  await expect(deidentify([], { program })).rejects.toThrow('Give the folder or file')
})
