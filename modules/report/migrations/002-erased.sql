-- A report that held figures or masks of a person who was erased since: its files are gone, what it was stays.
comment on column report.report.state is 'making | ready | failed | refused | erased';
