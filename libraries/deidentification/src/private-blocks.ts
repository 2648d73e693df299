import safe from './generated/safe-private.json' with { type: 'json' }

const creators: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map(
  Object.entries(safe.creators as Record<string, Record<string, string>>).map(([creator, elements]) => [
    creator,
    new Map(Object.entries(elements).map(([key, vr]) => [Number.parseInt(key, 16), vr])),
  ]),
)

/** VRs whose values are numbers or codes of a fixed form. */
const measured = new Set(['DS', 'IS', 'CS', 'FL', 'FD', 'SS', 'US', 'SL', 'UL'])

/** The private blocks of one data set or item: which creator holds which block, as far as elements of it are known to be safe. */
export class PrivateBlocks {
  private readonly held = new Map<number, ReadonlyMap<number, string>>()
  /** The creators so far: what elements behind them depend on. */
  said = ''

  /** Notes the creator at (gggg,00ee); true when elements of its block may be kept. */
  creator(tag: number, name: string): boolean {
    const known = creators.get(name)
    this.said += `${tag} ${known ? name : ''};`
    if (known) this.held.set(((tag & 0xffff0000) | ((tag & 0xff) << 8)) >>> 0, known)
    else this.held.delete(((tag & 0xffff0000) | ((tag & 0xff) << 8)) >>> 0)
    return known !== undefined
  }

  /** VR of an element that is known to be safe; undefined for every other. */
  safeVr(tag: number): string | undefined {
    const known = this.held.get((tag & 0xffffff00) >>> 0)
    const vr = known?.get(((tag >>> 16) << 8) | (tag & 0xff))
    return vr !== undefined && measured.has(vr) ? vr : undefined
  }
}
