import type { PlainKey } from '../../words/index.tsx'

/** The options of a profile (PS3.15 E.3) as the library writes them. */
export type ProfileOptions = Partial<Record<string, boolean>>

export interface Aspect {
  aspect: PlainKey
  what: PlainKey
  /** Something of it is still there in what leaves. */
  kept: boolean
}

/** What a profile does to each kind of content. Direct identifiers go in every profile. */
export function aspects(options: ProfileOptions): Aspect[] {
  const one = (aspect: PlainKey, kept: boolean | undefined, yes: PlainKey, no: PlainKey): Aspect => ({
    aspect,
    what: kept ? yes : no,
    kept: kept === true,
  })
  const dates: Aspect = options['retainLongFullDates']
    ? { aspect: 'aspect.dates', what: 'aspect.dates.kept', kept: true }
    : one('aspect.dates', options['retainLongModifiedDates'], 'aspect.dates.shifted', 'aspect.dates.not')
  return [
    { aspect: 'aspect.direct', what: 'aspect.not', kept: false },
    one('aspect.uids', options['retainUids'], 'aspect.uids.kept', 'aspect.uids.not'),
    dates,
    one('aspect.patient', options['retainPatientCharacteristics'], 'aspect.kept', 'aspect.not'),
    one('aspect.device', options['retainDeviceIdentity'], 'aspect.kept', 'aspect.not'),
    one('aspect.institution', options['retainInstitutionIdentity'], 'aspect.kept', 'aspect.not'),
    one('aspect.descriptors', options['cleanDescriptors'], 'aspect.cleaned', 'aspect.not'),
    one('aspect.structured', options['cleanStructuredContent'], 'aspect.cleaned', 'aspect.not'),
    one('aspect.graphics', options['cleanGraphics'], 'aspect.cleaned', 'aspect.not'),
    one('aspect.private', options['retainSafePrivate'], 'aspect.private.kept', 'aspect.not'),
    {
      aspect: 'aspect.pixels',
      what: options['cleanPixelData'] ? 'aspect.pixels.kept' : 'aspect.pixels.not',
      kept: !options['cleanPixelData'],
    },
    {
      aspect: 'aspect.faces',
      what: options['cleanRecognizableVisualFeatures'] ? 'aspect.faces.kept' : 'aspect.faces.not',
      kept: !options['cleanRecognizableVisualFeatures'],
    },
  ]
}
