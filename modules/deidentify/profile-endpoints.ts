import { ok, profileEndpoints } from '@clic/contracts'
import { type Implementation, implement } from '@clic/platform/parts'
import { changeAssignment } from './change-assignment.ts'
import { compareProfiles } from './compare-profiles.ts'
import { refuseProfile, releaseProfile, retireProfile } from './decide-profile.ts'
import { findTags } from './find-tags.ts'
import { previewObjects, previewProfile } from './preview-profile.ts'
import { readProfilePage } from './profiles.ts'
import type { Station } from './station.ts'
import { discardProfile, draftProfile, saveProfile, submitProfile } from './write-profile.ts'

const permitOfBody = {
  permitOf: ({ body }: { body: unknown }) => (body as { permitId?: string } | undefined)?.permitId,
}

export function profileImplementations(station: Station): Implementation[] {
  const { context } = station
  return [
    implement(profileEndpoints.draft, ({ body, person }) => draftProfile(context, body, person)),
    implement(profileEndpoints.save, ({ params, body, person }) =>
      saveProfile(context, { id: params.profileId, ...body }, person),
    ),
    implement(profileEndpoints.discard, ({ params, person }) => discardProfile(context, params.profileId, person)),
    implement(profileEndpoints.submit, ({ params, body, person }) =>
      submitProfile(context, { id: params.profileId, ...body }, person),
    ),
    implement(profileEndpoints.release, ({ params, person }) => releaseProfile(station, params.profileId, person)),
    implement(profileEndpoints.refuse, ({ params, body, person }) =>
      refuseProfile(station, { id: params.profileId, ...body }, person),
    ),
    implement(profileEndpoints.retire, ({ params, body, person }) =>
      retireProfile(station, { id: params.profileId, ...body }, person),
    ),
    implement(profileEndpoints.exported, async ({ params }) => {
      const read = await readProfilePage(context, params.profileId)
      return read.ok ? ok(read.value.document) : read
    }),
    implement(profileEndpoints.compare, ({ params }) => compareProfiles(context, params)),
    implement(profileEndpoints.tags, async ({ query }) => ok(findTags(query.search, query.limit))),
    implement(profileEndpoints.previewObjects, ({ params }) => previewObjects(station, params.studyId)),
    implement(profileEndpoints.preview, ({ body, person }) => previewProfile(station, body, person), permitOfBody),
    implement(
      profileEndpoints.changeAssignment,
      ({ params, body, person }) => changeAssignment(station, { ...params, ...body }, person),
      permitOfBody,
    ),
  ]
}
