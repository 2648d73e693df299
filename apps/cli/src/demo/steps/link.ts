import { linkEndpoints } from '@clic/contracts'
import { must, until, type Way } from '../way.ts'

/** Step 4: images and facts meet under the pseudonym in the research zone; age and sex come from there. */
export async function link(way: Way): Promise<void> {
  const permitId = way.ids['permit.project'] as string
  const wanted = Number(way.ids['patients'])
  const persons = await until('the health records to be linked', 120, async () => {
    const linked = await must(way, 'developer', 'research', linkEndpoints.persons, { query: { permitId, limit: 1000 } })
    way.progress(`${linked.length} of ${wanted} persons`)
    return linked.length >= wanted ? linked : undefined
  })
  const studies = await must(way, 'developer', 'research', linkEndpoints.studies, { query: { permitId, limit: 1000 } })
  const [withAge, facts] = [
    persons.filter((one) => one.age !== undefined).length,
    persons.reduce((sum, one) => sum + one.facts.length, 0),
  ]
  way.say(
    `   ${studies.length} studies of ${persons.length} pseudonymous persons with records, ${facts} facts; age known of ${withAge}; age and sex are ${persons.some((one) => one.invented) ? 'invented for this set' : 'as recorded'}`,
  )
}
