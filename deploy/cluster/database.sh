#!/bin/sh
# Run once, on an empty database server: the user and the database of cvmatch, as docs/postgres.md says.
set -eu
psql -v ON_ERROR_STOP=1 --username postgres <<'SQL'
\getenv password DB_PASSWORD
CREATE ROLE cvmatch LOGIN PASSWORD :'password';
CREATE DATABASE cvmatch OWNER cvmatch;
GRANT pg_read_all_stats TO cvmatch;
\c cvmatch
CREATE EXTENSION vector;
SQL
