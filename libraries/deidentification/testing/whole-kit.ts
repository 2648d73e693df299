import type { PlantedObject } from './plant-kit.ts'
import { kindObjects } from './planted-kinds.ts'
import { plantedObjects } from './planted-objects.ts'
import { plantedPerson } from './planted-person.ts'
import { trickObjects } from './planted-tricks.ts'

/** Every object of the kit: kinds of objects, forms of files, and what is worth keeping in them. */
export function wholeKit(seed: string, charset: 'ISO_IR 192' | 'ISO_IR 100'): PlantedObject[] {
  const person = plantedPerson(seed)
  return [...plantedObjects(seed, charset), ...kindObjects(person), ...trickObjects(person)]
}
