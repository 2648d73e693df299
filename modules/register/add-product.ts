import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { IntendedUse, RegisterTables } from './tables.ts'
import { listProducts } from './views.ts'

export interface NewProduct {
  name: string
  kind: 'home-made' | 'bought'
  manufacturer: string
  regulatoryPath: RegisterTables['register.product']['regulatory_path']
  intendedUse: IntendedUse
}

export async function addProduct(
  context: PartContext,
  product: NewProduct,
  person: Person,
): Promise<Result<Awaited<ReturnType<typeof listProducts>>[number]>> {
  const id = newId('product', context.clock)
  const added = await context.transact(async (change) => {
    const row = await tables<RegisterTables>(change.db)
      .insertInto('register.product')
      .values({
        id,
        name: product.name,
        kind: product.kind,
        manufacturer: product.manufacturer,
        regulatory_path: product.regulatoryPath,
        intended_use: JSON.stringify(product.intendedUse),
        registered_by: person.id,
        registered_at: context.clock.now(),
      })
      .onConflict((oc) => oc.column('name').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'product-known',
        title: 'There is one already',
        detail: `A product named “${product.name}” is registered.`,
        next: 'Choose another name, or add a release to it.',
      })
    change.record({
      actor: person,
      action: 'product.registered',
      subject: { kind: 'product', id },
      payload: { kind: product.kind, regulatoryPath: product.regulatoryPath, intendedUse: product.intendedUse },
    })
    return ok(id)
  })
  if (!added.ok) return added
  const made = (await listProducts(context.db)).find((one) => one.id === id)
  return made
    ? ok(made)
    : refuse(500, { code: 'bug', title: 'Something broke', detail: 'The product was not written.' })
}
