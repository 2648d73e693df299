/** Settings with which every module starts without the programs that it drives: no vault, no Python. */
export const everyModule = {
  clinic: { modules: ['acquire', 'deidentify', 'deploy', 'monitor'], settings: { acquire: { dicomPort: 0 } } },
  research: { modules: ['link', 'curate', 'annotate', 'develop', 'register', 'validate', 'report'], settings: {} },
}
