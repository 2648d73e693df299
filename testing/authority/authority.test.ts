import { readFileSync } from 'node:fs'
import { type Action, authority, mayDo, permitStates, type Role, roles } from '@clic/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorityFile, authorityText } from './print-authority.ts'

describe('the table of who may do what', () => {
  it('is printed in docs/authority.md: node testing/authority/print-authority.ts prints it again', () => {
    expect(readFileSync(authorityFile, 'utf8')).toBe(authorityText())
  })

  it('names only roles and permit states that there are, and no empty line', () => {
    for (const [action, entry] of Object.entries(authority) as [
      Action,
      { roles: readonly Role[]; states?: readonly string[] },
    ][]) {
      expect(entry.roles.length, action).toBeGreaterThan(0)
      expect(entry.states?.length ?? 1, action).toBeGreaterThan(0)
      for (const role of entry.roles) expect(roles).toContain(role)
      for (const state of entry.states ?? []) expect(permitStates).toContain(state)
    }
  })

  it('denies what it does not name, whoever asks', () => {
    const anybody = fc.array(fc.constantFrom(...roles))
    fc.assert(
      fc.property(
        anybody,
        fc.string(),
        (held, action) => Object.hasOwn(authority, action) || !mayDo(held, action as Action),
      ),
    )
    for (const action of ['constructor', 'toString', '__proto__', 'public', ''])
      expect(mayDo([...roles], action as Action)).toBe(false)
  })

  it('gives nothing to a person without a role, and no role more by a further state', () => {
    for (const action of Object.keys(authority) as Action[]) {
      expect(mayDo([], action)).toBe(false)
      for (const role of roles)
        for (const state of permitStates) if (mayDo([role], action, state)) expect(mayDo([role], action)).toBe(true)
    }
  })

  it('keeps those who decide apart from those who ask: no role may both ask for a permit and approve one', () => {
    expect(
      authority['permit.request'].roles.filter((role) =>
        (authority['permit.approve'].roles as readonly string[]).includes(role),
      ),
    ).toEqual([])
    expect((authority['validation.run'].roles as readonly string[]).includes('developer')).toBe(false)
  })
})
