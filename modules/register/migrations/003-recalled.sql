-- When a clinic took the release back for good.
alter table register.release add column recalled_at timestamptz;
