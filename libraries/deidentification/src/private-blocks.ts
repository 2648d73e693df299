import safe from './generated/safe-private.json' with { type: 'json' }

const lists = safe.creators as Record<string, Record<string, string>>

/** Creators that were met: a program meets a few of the hundreds. */
const met = new Map<string, ReadonlyMap<number, string>>()

/** VR by group and element within the block, of the elements of a creator that are known to be safe. */
function safeElements(creator: string): ReadonlyMap<number, string> | undefined {
  const found = met.get(creator)
  if (found || !Object.hasOwn(lists, creator)) return found
  const made = new Map(Object.entries(lists[creator]!).map(([key, vr]) => [Number.parseInt(key, 16), vr]))
  met.set(creator, made)
  return made
}

/** VRs whose values are numbers, codes of a fixed form, or short enough to be looked at as a term. */
const measured = new Set(['DS', 'IS', 'CS', 'FL', 'FD', 'SS', 'US', 'SL', 'UL', 'LO', 'SH'])

/** The private blocks of one data set or item: which creator holds which block, as far as elements of it are known to be safe. */
export class PrivateBlocks {
  private readonly held = new Map<number, ReadonlyMap<number, string>>()
  /** The creators so far: what elements behind them depend on. */
  said = ''

  /** Notes the creator at (gggg,00ee); true when elements of its block may be kept. */
  creator(tag: number, name: string): boolean {
    const known = safeElements(name)
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
