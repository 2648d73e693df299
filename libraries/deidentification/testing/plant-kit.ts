import { type Dataset, dictionaryVr, type Element } from '@clic/dicom'

/** One identifier at one place: none of `secrets` may be found in the output, in any encoding or letter case. */
export interface Plant {
  place: string
  secrets: string[]
}

/** One thing that is worth keeping. */
export interface Worth {
  what: string
  holds(output: Dataset): boolean
}

export interface PlantedObject {
  name: string
  bytes: Uint8Array
  plants: Plant[]
  worth: Worth[]
  /** Where the plants can be seen, when the file itself is compressed. */
  plain?: Uint8Array
  /** Leaves only after a look: the expected code. */
  quarantine?: string
}

/** Collects plants while a data set is built. */
export class PlantBed {
  readonly dataset: Dataset = new Map()
  readonly plants: Plant[] = []
  readonly worth: Worth[] = []
  private serial = 0

  set(tag: number, element: Element): this {
    this.dataset.set(tag, element)
    return this
  }

  text(tag: number, value: string, vr = dictionaryVr(tag)): this {
    return this.set(tag, { vr, strings: value.split('\\') })
  }

  /** A text with secrets in it, in this data set or in the item given. */
  plant(
    place: string,
    tag: number,
    value: string,
    secrets: string[],
    into: Dataset = this.dataset,
    vr = dictionaryVr(tag),
  ): this {
    into.set(tag, { vr, strings: [value] })
    this.plants.push({ place, secrets })
    return this
  }

  /** A value nobody else has, in an element that must not survive. */
  marked(place: string, tag: number, into: Dataset = this.dataset): this {
    const vr = dictionaryVr(tag)
    const mark = `Zq${String.fromCharCode(97 + (this.serial % 26))}${String.fromCharCode(97 + Math.floor(this.serial / 26))}wx${vr === 'SH' || vr === 'AE' || vr === 'CS' ? '' : 'marked'}`
    this.serial++
    const value = vr === 'CS' || vr === 'AE' ? mark.toUpperCase() : mark
    return this.plant(place, tag, value, [mark], into)
  }

  bytes(place: string, secrets: string[]): this {
    this.plants.push({ place, secrets })
    return this
  }

  keeps(what: string, holds: (output: Dataset) => boolean): this {
    this.worth.push({ what, holds })
    return this
  }

  keepsText(tag: number, ...words: string[]): this {
    return this.keeps(`words of ${tag.toString(16)}: ${words.join(', ')}`, (output) =>
      words.every((word) => (output.get(tag)?.strings ?? []).join('\\').includes(word)),
    )
  }

  keepsValue(tag: number): this {
    const before = this.dataset.get(tag)
    return this.keeps(
      `value of ${tag.toString(16)}`,
      (output) => JSON.stringify(output.get(tag)) === JSON.stringify(before),
    )
  }
}

/** The secrets of the plants that are still in the bytes, by place. */
export function leaks(plants: readonly Plant[], output: Uint8Array): string[] {
  const views = ['latin1', 'utf8', 'utf16le'].map((encoding) =>
    Buffer.from(output)
      .toString(encoding as BufferEncoding)
      .toLowerCase(),
  )
  views.push(
    Buffer.from(output.subarray(1, output.length - ((output.length - 1) % 2)))
      .toString('utf16le')
      .toLowerCase(),
  )
  const swapped = Buffer.from(output.subarray(0, output.length - (output.length % 2))).swap16()
  views.push(swapped.toString('utf16le').toLowerCase())
  return plants
    .filter((plant) => plant.secrets.some((secret) => views.some((view) => view.includes(secret.toLowerCase()))))
    .map((plant) => plant.place)
}
