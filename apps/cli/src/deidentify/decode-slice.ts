/** What decodes compressed slices, loaded for the first of them: most runs have none. */
export { drawnWhenDecoded } from '@clic/deidentification'
