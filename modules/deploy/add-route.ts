import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { DeployTables, Destination } from './tables.ts'

export interface NewRoute {
  name: string
  releaseId: string
  when: { source?: string; modality: string; descriptionContains?: string }
  destination: Destination
}

export async function addRoute(
  context: PartContext,
  route: NewRoute,
  person: Person,
): Promise<Result<NewRoute & { id: string; active: boolean }>> {
  const release = await tables<DeployTables>(context.db)
    .selectFrom('deploy.release')
    .select(['state', 'intended_use'])
    .where('id', '=', route.releaseId)
    .executeTakeFirst()
  if (release?.state !== 'active')
    return refuse(409, {
      code: 'release-state',
      title: 'No release to route to',
      detail: release ? `The release is ${release.state}.` : 'The release is not in this clinic.',
      next: 'Put it into operation first.',
    })
  if (!release.intended_use.modalities.includes(route.when.modality))
    return refuse(422, {
      code: 'outside-intended-use',
      title: 'Outside the intended use',
      detail: `The release is meant for ${release.intended_use.modalities.join(', ')}, not for ${route.when.modality}.`,
      next: 'Route a modality that the intended use names.',
    })
  const id = newId('route', context.clock)
  await context.transact(async (change) => {
    await tables<DeployTables>(change.db)
      .insertInto('deploy.route')
      .values({
        id,
        name: route.name,
        release_id: route.releaseId,
        condition: JSON.stringify(route.when),
        destination: JSON.stringify(route.destination),
      })
      .execute()
    change.record({
      actor: person,
      action: 'route.added',
      subject: { kind: 'route', id },
      payload: { release: route.releaseId, when: route.when },
    })
  })
  return ok({ id, ...route, active: true })
}
