import { gateFacts, type GateName } from '@clic/contracts'
import { describe, expect, it } from 'vitest'
import { gateExamples } from '../../testing/gates/gate-examples.ts'
import { evaluateGate } from './evaluate-gate.ts'
import type { Rule } from './rule.ts'
import { allRules } from './rules/index.ts'

const today = '2026-11-24'
const gates = Object.keys(gateFacts) as GateName[]
const evaluate = (gate: GateName, facts: Record<string, unknown>, rules: readonly Rule[] = allRules) => evaluateGate({ gate, facts, rules, today })

/** Every refusal that the table promises; returns the promises that were broken. */
function brokenPromises(rules: readonly Rule[]): string[] {
  return gates.flatMap((gate) => {
    const { good, bad } = gateExamples[gate]
    return Object.entries(bad).filter(([, change]) => evaluate(gate, { ...good, ...change }, rules).open).map(([rule]) => rule)
  })
}

describe.each(gates)('the gate %s', (gate) => {
  const { good, bad } = gateExamples[gate]

  it('opens on good facts', () => {
    expect(evaluate(gate, good).findings.filter((one) => !one.ok)).toEqual([])
    expect(evaluate(gate, good).open).toBe(true)
  })

  it('has an example for each of its rules', () => {
    expect(Object.keys(bad).sort()).toEqual(allRules.filter((rule) => rule.gate === gate).map((rule) => rule.id).sort())
  })

  it.each(Object.keys(good))('is closed without the fact %s', (fact) => {
    const facts = { ...good }
    delete facts[fact]
    expect(evaluate(gate, facts)).toMatchObject({ open: false, findings: [{ rule: `${gate}/can-evaluate`, ok: false }] })
  })

  it.each(Object.entries(bad))('is closed by the rule %s, which says why and who can act', (rule, change) => {
    const { open, findings } = evaluate(gate, { ...good, ...change })
    expect(open).toBe(false)
    const closed = findings.filter((one) => !one.ok)
    expect(closed.map((one) => one.rule)).toContain(rule)
    for (const one of closed) expect(Math.min(one.reason.length, one.who.length, one.citation.length)).toBeGreaterThan(3)
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

  it('close the gate when none is in force on the day', () => {
    expect(evaluateGate({ gate: 'study.receive', facts: gateExamples['study.receive'].good, rules: allRules, today: '1999-01-01' }).open).toBe(false)
  })

  it('close the gate when one throws', () => {
    const throwing = allRules.map((rule) => (rule.gate === 'study.receive' ? { ...rule, check: () => { throw new Error('broken rule') } } : rule))
    expect(evaluate('study.receive', gateExamples['study.receive'].good, throwing).open).toBe(false)
  })
})
