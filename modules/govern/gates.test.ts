import { type GateName, gateFacts } from '@clic/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gateExamples } from '../../testing/gates/gate-examples.ts'
import { evaluateGate } from './evaluate-gate.ts'
import type { Rule } from './rule.ts'
import { allRules } from './rules/index.ts'

const today = '2026-11-24'
const gates = Object.keys(gateFacts) as GateName[]
const evaluate = (gate: GateName, facts: Record<string, unknown>, rules: readonly Rule[] = allRules) =>
  evaluateGate({ gate, facts, rules, today })

/** Every refusal that the table promises; returns the promises that were broken. */
function brokenPromises(rules: readonly Rule[]): string[] {
  return gates.flatMap((gate) => {
    const { good, bad } = gateExamples[gate]
    return Object.entries(bad)
      .filter(([, change]) => evaluate(gate, { ...good, ...change }, rules).open)
      .map(([rule]) => rule)
  })
}

describe.each(gates)('the gate %s', (gate) => {
  const { good, bad } = gateExamples[gate]

  it('opens on good facts', () => {
    expect(evaluate(gate, good).findings.filter((one) => !one.ok)).toEqual([])
    expect(evaluate(gate, good).open).toBe(true)
  })

  it('has an example for each of its rules', () => {
    expect(Object.keys(bad).sort()).toEqual(
      allRules
        .filter((rule) => rule.gate === gate)
        .map((rule) => rule.id)
        .sort(),
    )
  })

  it.each(Object.keys(good))('is closed without the fact %s', (fact) => {
    const facts = { ...good }
    delete facts[fact]
    expect(evaluate(gate, facts)).toMatchObject({
      open: false,
      findings: [{ rule: `${gate}/can-evaluate`, ok: false }],
    })
  })

  it.each(Object.keys(good))('is closed when the fact %s is of another type', (fact) => {
    for (const value of [null, { other: 'type' }, typeof good[fact] === 'string' ? 7 : 'text', [null], Number.NaN]) {
      expect(evaluate(gate, { ...good, [fact]: value }), JSON.stringify(value)).toMatchObject({
        open: false,
        findings: [{ rule: `${gate}/can-evaluate`, ok: false, reason: expect.stringContaining(fact) }],
      })
    }
  })

  it('is closed, and does not break, whatever stands in the place of a fact', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(good)),
        fc.anything({ withDate: true, withBigInt: true }),
        (fact, value) => {
          const { open, findings } = evaluate(gate, { ...good, [fact]: value })
          return (
            !open || (gateFacts[gate].safeParse({ ...good, [fact]: value }).success && findings.every((one) => one.ok))
          )
        },
      ),
    )
  })

  it('asks no fact that its examples leave out', () => {
    expect(Object.keys(good).sort()).toEqual(Object.keys(gateFacts[gate].shape).sort())
  })

  it.each(Object.entries(bad))('is closed by the rule %s, which says why and who can act', (rule, change) => {
    const { open, findings } = evaluate(gate, { ...good, ...change })
    expect(open).toBe(false)
    const closed = findings.filter((one) => !one.ok)
    // By this rule alone: else a rule could be broken and the others would hide it.
    expect(closed.map((one) => one.rule)).toEqual([rule])
    for (const one of closed)
      expect(Math.min(one.reason.length, one.who.length, one.citation.length)).toBeGreaterThan(3)
  })

  it('replaced by “allow” breaks a promise of the table', () => {
    const allow = allRules.map((rule) => (rule.gate === gate ? { ...rule, check: () => true } : rule))
    expect(brokenPromises(allow).length).toBeGreaterThan(0)
  })
})

describe('the rules', () => {
  it('keep every promise of the table', () => {
    expect(brokenPromises(allRules)).toEqual([])
  })

  it.each(allRules.map((rule) => rule.id))('%s: replaced by “allow” breaks its promise', (id) => {
    const allow = allRules.map((rule) => (rule.id === id ? { ...rule, check: () => true } : rule))
    expect(brokenPromises(allow)).toContain(id)
  })

  it('carry a citation, a source and the day from which they hold', () => {
    for (const rule of allRules) {
      expect(rule.citation.length).toBeGreaterThan(5)
      expect(rule.source.length).toBeGreaterThan(5)
      expect(rule.validFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    }
  })

  it('are not satisfied by one person who approves in all three roles, with two others who approve in one of them', () => {
    const { good } = gateExamples['release.deploy']
    const by = (role: string, personId: string) => ({ role, personId })
    const one = [
      by('clinical-lead', 'a'),
      by('regulatory-lead', 'a'),
      by('dpo', 'a'),
      by('clinical-lead', 'b'),
      by('clinical-lead', 'c'),
    ]
    expect(evaluate('release.deploy', { ...good, approvals: one }).findings.filter((each) => !each.ok)).toMatchObject([
      { rule: 'release.deploy/three-roles' },
    ])
    const three = [...one, by('regulatory-lead', 'b'), by('dpo', 'c')]
    expect(evaluate('release.deploy', { ...good, approvals: three }).open).toBe(true)
  })

  it.each([
    ['study.leave', { objectsReleased: 0, objectsProven: 0 }],
    ['study.leave', { sampleSize: 0, leakBound: 1 }],
    ['study.leave', { leakBound: undefined }],
    ['study.leave', { leakLimit: Number.NaN }],
    ['dataset.freeze', { subjects: 0 }],
    ['release.accept', { primaryEndpoints: [] }],
    ['release.accept', { weightsRegistered: '', weightsValidated: '' }],
    ['release.deploy', { builders: [] }],
    ['release.resume', { builders: [] }],
    ['testpart.open', { protocolHash: '', protocolHashNow: '' }],
    ['testpart.open', { protocolRegisteredAt: 'yesterday' }],
    ['testpart.open', { openings: -1 }],
    ['study.run', { weightsValidated: '', weightsLoaded: '' }],
    ['permit.approve', { phases: [], phasesWithBasis: [] }],
    ['permit.approve', { expiresAt: '2099-01-01T00:00:00.000Z' }],
    ['study.receive', { permitExpiresAt: 'never' }],
    ['study.receive', { now: '' }],
  ] as const)('close the gate %s on nothing at all: %j', (gate, change) => {
    expect(evaluate(gate, { ...gateExamples[gate].good, ...change }).open).toBe(false)
  })

  it('hold between their days: a rule that has ended no longer closes, one that has not begun not yet', () => {
    const [rule] = allRules.filter((one) => one.id === 'study.receive/source-known')
    if (!rule) throw new Error('the rule is gone')
    const facts = { ...gateExamples['study.receive'].good, sourceKnown: false }
    const on = (day: string, dated: Partial<Rule>) =>
      evaluateGate({
        gate: 'study.receive',
        facts,
        rules: [...allRules.filter((one) => one.id !== rule.id), { ...rule, ...dated }],
        today: day,
      }).open
    expect(on('2026-11-24', { validTo: '2026-11-24' })).toBe(false)
    expect(on('2026-11-25', { validTo: '2026-11-24' })).toBe(true)
    expect(on('2026-11-24', { validFrom: '2026-11-25' })).toBe(true)
    expect(on('2026-11-25', { validFrom: '2026-11-25' })).toBe(false)
  })

  it('close the gate when none is in force on the day', () => {
    expect(
      evaluateGate({
        gate: 'study.receive',
        facts: gateExamples['study.receive'].good,
        rules: allRules,
        today: '1999-01-01',
      }).open,
    ).toBe(false)
  })

  it('close the gate when one throws', () => {
    const throwing = allRules.map((rule) =>
      rule.gate === 'study.receive'
        ? {
            ...rule,
            check: () => {
              throw new Error('broken rule')
            },
          }
        : rule,
    )
    expect(evaluate('study.receive', gateExamples['study.receive'].good, throwing).open).toBe(false)
  })
})
