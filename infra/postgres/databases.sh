#!/usr/bin/env bash
# Runs once in a new PostgreSQL container: a database per service, each owned by a role that can reach no other one, and
# the role of change data capture, which may replicate and read what the owner of the captured tables grants it. The
# launcher does the same in tools/launcher/databases.ts.
set -euo pipefail

sql() { psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"; }

for name in backoffice basket review notifier catalogue ops; do
  sql --set name="$name" --set password="$SERVICE_PASSWORD" <<'SQL'
    CREATE ROLE :"name" LOGIN PASSWORD :'password';
    CREATE DATABASE :"name" OWNER :"name";
    REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
SQL
done

sql --set password="$CDC_PASSWORD" <<'SQL'
  CREATE ROLE cdc LOGIN REPLICATION PASSWORD :'password';
  GRANT CONNECT ON DATABASE backoffice TO cdc;
SQL
