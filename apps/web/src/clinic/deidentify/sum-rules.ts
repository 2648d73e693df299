/** How often each rule acted over all objects. */
export function sumRules(proofs: readonly { rules: Record<string, number> }[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const proof of proofs)
    for (const [rule, times] of Object.entries(proof.rules)) sum[rule] = (sum[rule] ?? 0) + times
  return sum
}
