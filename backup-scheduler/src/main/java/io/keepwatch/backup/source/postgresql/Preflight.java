package io.keepwatch.backup.source.postgresql;

import static io.keepwatch.backup.Check.amber;
import static io.keepwatch.backup.Check.green;
import static io.keepwatch.backup.Check.red;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Looks what stands against a restore, and changes nothing.
final class Preflight {

    private static final Set<String> SYSTEM = Set.of("template0", "template1");

    private final Restoration restore;
    private final PostgresqlSettings settings;
    private final String live;
    private final List<Check> checks = new ArrayList<>();

    Preflight(Restoration restore) {
        this.restore = restore;
        this.settings = restore.settings();
        this.live = restore.names().live();
    }

    List<Check> run() {
        if (!nameFits()) {
            return checks;
        }
        try (Session session = Session.openMaintenance(settings)) {
            var databases = new Databases(session);
            versions(session);
            target(databases);
            locale(session);
            rights(session);
            roles(session);
            extensions(session);
            tablespaces(session);
            checks.add(new DiskCheck(settings).run(session, restore.fact("database_size").map(Long::parseLong).orElse(0L)));
            if (restore.target().mode() == Mode.SWAP && databases.exists(live)) {
                swap(databases);
            }
        } catch (SQLException e) {
            checks.add(red("server", "Cannot connect to " + settings.maintenanceDatabase() + " on " + settings.address() + ":"
                    + settings.portOrDefault() + ": " + Failures.message(e), Failures.hint(e)));
        }
        return List.copyOf(checks);
    }

    private boolean nameFits() {
        int bytes = live.getBytes(StandardCharsets.UTF_8).length;
        if (live.isEmpty() || bytes > PostgresqlSettings.LONGEST_NAME) {
            checks.add(red("name", "A database cannot have a name of " + bytes + " bytes", "Use one of 1 to 63 bytes"));
            return false;
        }
        if (SYSTEM.contains(live) || live.equals(settings.maintenanceDatabase())) {
            checks.add(red("name", live + " belongs to the server itself, we connect there to restore the others",
                    "Restore under another name, or set maintenance-database to another database"));
            return false;
        }
        return true;
    }

    private void versions(Session session) throws SQLException {
        PostgresqlVersion server = PostgresqlVersion.ofServer(session.serverVersion());
        if (server.major() < restore.sourceMajor()) {
            checks.add(red("version", "The server is PostgreSQL " + server + ", the backup is of PostgreSQL " + restore.sourceMajor(),
                    "Restore to a server of PostgreSQL " + restore.sourceMajor() + " or newer"));
            return;
        }
        checks.add(green("version", "PostgreSQL " + server + " takes a backup of PostgreSQL " + restore.sourceMajor()));
        try {
            Client client = restore.clients().forRestore(restore.archiveMajor(), server);
            String named = "pg_restore " + client.version();
            if (client.version().isSafe()) {
                checks.add(green("client", named + " restores it"));
            } else if (settings.allowUnsafeClient()) {
                checks.add(amber("client", named + " has a known weakness (CVE-2025-8714), and is allowed",
                        "Install " + client.version().firstSafe() + " or newer"));
            } else {
                checks.add(red("client", named + " has a known weakness (CVE-2025-8714)", "Install " + client.version().firstSafe()
                        + " or newer, or set allow-unsafe-client: true if you trust the backup"));
            }
        } catch (SourceException e) {
            checks.add(red("client", String.valueOf(e.getMessage()), e.hint()));
        }
    }

    private void target(Databases databases) throws SQLException {
        for (String name : List.of(restore.names().copy(), restore.names().old())) {
            if (databases.exists(name)) {
                checks.add(red("name", "There is a database " + name + " already",
                        name.equals(live) ? "Choose another name for the clone" : "Start the restore a second later"));
            }
        }
        if (databases.session().holds("SELECT datistemplate FROM pg_database WHERE datname = ?", live)) {
            checks.add(red("template", live + " is a template", "ALTER DATABASE " + Sql.name(live) + " IS_TEMPLATE false"));
        }
    }

    /// The server knows the orders of letters that its system had when it was initialised.
    private void locale(Session session) throws SQLException {
        if (session.holds("pg_is_in_recovery()")) {
            checks.add(red("standby", "The server is a standby: nothing can be written there", "Restore to its primary"));
        }
        for (String fact : List.of("lc_collate", "lc_ctype")) {
            String locale = restore.fact(fact).orElse("C");
            boolean known = session.holds("""
                    EXISTS (SELECT FROM pg_collation WHERE lower(replace(?, '-', '')) IN (lower(replace(collcollate, '-', '')), 'c', 'posix'))
                    OR EXISTS (SELECT FROM pg_database WHERE ? IN (datcollate, datctype))""", locale, locale);
            if (!known) {
                checks.add(amber(fact, "The server may lack the locale " + locale, "Install it on the server's system, e.g. locale-gen " + locale));
                return;
            }
        }
    }

    private void rights(Session session) throws SQLException {
        if (session.holds("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            checks.add(green("rights", settings.user() + " is a superuser; a role with CREATEDB that owns the database would do"));
            return;
        }
        String role = Sql.name(settings.user());
        var wanting = new ArrayList<String>();
        if (!session.holds("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user")) {
            wanting.add("ALTER ROLE " + role + " CREATEDB");
        }
        if (!session.holds("pg_has_role('pg_signal_backend', 'USAGE')")) {
            wanting.add("GRANT pg_signal_backend TO " + role);
        }
        var owners = new ArrayList<>(restore.roles());
        session.text("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ?", live).ifPresent(owners::add);
        wanting.addAll(session.query(
                "SELECT DISTINCT rolname FROM pg_roles WHERE rolname = ANY (?::text[]) AND NOT pg_has_role(oid, 'MEMBER')",
                row -> "GRANT " + Sql.name(row.getString(1)) + " TO " + role, (Object) owners.toArray(String[]::new)));
        checks.add(wanting.isEmpty()
                ? green("rights", settings.user() + " may create and rename databases and stands for their owners")
                : red("rights", settings.user() + " lacks rights for this restore", String.join("; ", wanting)));
    }

    private void roles(Session session) throws SQLException {
        List<String> missing = restore.missingRoles(session);
        if (missing.isEmpty()) {
            checks.add(green("roles", "All " + restore.roles().size() + " roles are there"));
            return;
        }
        String names = String.join(", ", missing);
        String fix = "Create them yourself before: " + String.join("; ", missing.stream().map(role -> "CREATE ROLE " + Sql.name(role)).toList());
        boolean mayCreate = session.holds("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user");
        checks.add(mayCreate
                ? amber("roles", "Missing roles will be created without login: " + names, fix + "; globals.sql of the backup has their rights")
                : red("roles", "Missing roles, and " + settings.user() + " may not create any: " + names, fix));
    }

    private void extensions(Session session) throws SQLException {
        boolean superuser = session.holds("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
        int problems = checks.size();
        for (var extension : restore.manifest().extensions().entrySet()) {
            String name = extension.getKey();
            var found = session.find("""
                    SELECT e.default_version, v.superuser AND NOT v.trusted
                    FROM pg_available_extensions e
                    JOIN pg_available_extension_versions v ON v.name = e.name AND v.version = e.default_version
                    WHERE e.name = ?""", row -> List.of(row.getString(1), row.getString(2)), name);
            if (found.isEmpty()) {
                checks.add(red("extension " + name, "The server lacks the extension " + name + " " + extension.getValue(),
                        "Install the server's package that has it"));
            } else if (name.equals("pg_cron")) {
                checks.add(red("extension " + name, "pg_cron can be created in one database of a server only, and not in a copy",
                        "Restore by hand without it, as the page on restoring by hand shows"));
            } else if (!superuser && found.get().get(1).equals("t") && !name.equals("plpgsql")) {
                checks.add(red("extension " + name, "Only a superuser may create the extension " + name, "Restore as a superuser"));
            } else if (!found.get().getFirst().equals(extension.getValue())) {
                checks.add(amber("extension " + name, name + " will be " + found.get().getFirst() + " instead of " + extension.getValue(),
                        "Nothing, if both versions do; the verification tells"));
            }
        }
        if (checks.size() == problems) {
            checks.add(green("extensions", "All " + restore.manifest().extensions().size() + " extensions are there"));
        }
    }

    private void tablespaces(Session session) throws SQLException {
        List<String> missing = restore.missingTablespaces(session);
        if (!missing.isEmpty()) {
            checks.add(amber("tablespaces", "Missing tablespaces: " + String.join(", ", missing) + "; all goes into the default one",
                    "CREATE TABLESPACE before, if it matters"));
        }
    }

    private void swap(Databases databases) throws SQLException {
        Session session = databases.session();
        List<String> sessions = databases.sessions(live);
        checks.add(sessions.isEmpty()
                ? green("connections", "Nobody is connected to " + live)
                : amber("connections", "The swap will end sessions: " + String.join(", ", sessions),
                        "Nothing, if the services connect again by themselves"));
        if (session.number("SELECT count(*) FROM pg_prepared_xacts WHERE database = ?", live) > 0) {
            checks.add(red("prepared transactions", live + " has prepared transactions: it cannot be renamed",
                    "COMMIT PREPARED or ROLLBACK PREPARED what pg_prepared_xacts shows"));
        }
        outside("replication slots", session.query("SELECT slot_name FROM pg_replication_slots WHERE database = ?", row -> row.getString(1), live),
                "stay with the old database", "Drop them, and create them on the restored one after the swap");
        outside("subscriptions", session.query("""
                SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE datname = ?""",
                row -> row.getString(1), live), "stay with the old database, and the restored ones are disabled",
                "After the swap: ALTER SUBSCRIPTION … REFRESH PUBLICATION, then ENABLE");
        if (databases.allowsConnections(live)) {
            jobs();
        }
    }

    private void outside(String name, List<String> found, String message, String fix) {
        if (!found.isEmpty()) {
            checks.add(amber(name, String.join(", ", found) + " " + message, fix));
        }
    }

    private void jobs() throws SQLException {
        try (Session session = Session.open(settings, live)) {
            List<String> schedulers = session.query("""
                    SELECT t FROM unnest(ARRAY['cron.job', 'pgagent.pga_job', '_timescaledb_config.bgw_job']) t
                    WHERE to_regclass(t) IS NOT NULL""", row -> row.getString(1));
            outside("scheduled jobs", schedulers, "has jobs; they are left disabled in the restored database", "Enable them after the swap");
        }
    }
}
