-- Roles of the lake's catalog in PostgreSQL. Run it once in the lake's own database, before the first run, as a
-- superuser: `psql --dbname parallax_lake --file docs/lake_roles.sql`. It may be run again.
--
-- parallax_lake_writer is the login of the writer's host, and nobody else's: give it a password (\password).
-- parallax_lake_reader is a group that can only read. Make a login in it for each person or program:
--
--   CREATE ROLE ann LOGIN PASSWORD '...' IN ROLE parallax_lake_reader;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'parallax_lake_writer') THEN
        CREATE ROLE parallax_lake_writer LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'parallax_lake_reader') THEN
        CREATE ROLE parallax_lake_reader NOLOGIN;
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO parallax_lake_writer, parallax_lake_reader', current_database()
    );
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO parallax_lake_writer;
GRANT USAGE ON SCHEMA public TO parallax_lake_reader;

-- What the writer has made, and what it makes from now on, readers may read.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO parallax_lake_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE parallax_lake_writer IN SCHEMA public
GRANT SELECT ON TABLES TO parallax_lake_reader;

-- Large objects belong to no schema: without this, whoever can connect can make them and fill the disk.
REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
