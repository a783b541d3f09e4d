package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gives the clone what belongs to a database itself and does not follow its name: owner, rights, connection limit, comment, settings.
/// Taken from the live database; from the manifest when there is none.
record CarryOver(Restoration restore) implements Step {

    /// Settings whose value is a list of names; a literal would make one name of it.
    private static final Set<String> LISTS = Set.of("local_preload_libraries", "search_path", "session_preload_libraries",
            "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories");

    @Override
    public String name() {
        return "carry-over";
    }

    @Override
    public String description() {
        String of = restore.names().live().equals(restore.names().copy()) ? "the backup" : restore.names().live();
        return "Give " + restore.names().copy() + " owner, rights, settings and connection limit of " + of;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        RestoreNames names = restore.names();
        return restore.onServer("Cannot carry over owner, rights and settings to " + names.copy(), databases -> {
            Session session = databases.session();
            databases.allowConnections(names.copy(), false); // its rights let others in from here on
            databases.endSessions(names.copy());
            boolean live = !names.live().equals(names.copy()) && databases.exists(names.live());
            Properties properties = live ? fromLive(session) : fromManifest();
            apply(session, properties);
            if (live) {
                copySettings(session);
            } else if (restore.fact("settings").isPresent()) {
                context.log("The settings " + restore.fact("settings").get() + " were the database's own and are not kept in the manifest:"
                        + " pg_restore --create --schema-only shows them");
            }
            return StepResult.DONE;
        });
    }

    private record Properties(Optional<String> owner, String connectionLimit, Optional<String> comment, Optional<String> acl) {}

    private Properties fromLive(Session session) throws SQLException {
        return session.find(Sql.file("database-properties"), row -> new Properties(Optional.of(row.getString(1)), row.getString(2),
                Optional.ofNullable(row.getString(3)), Optional.ofNullable(row.getString(4))), restore.names().live()).orElseThrow();
    }

    private Properties fromManifest() {
        return new Properties(restore.fact("owner"), restore.fact("connection_limit").orElse("-1"), restore.fact("comment"), restore.fact("acl"));
    }

    private void apply(Session session, Properties properties) throws SQLException {
        String clone = Sql.name(restore.names().copy());
        session.execute("ALTER DATABASE " + clone + " CONNECTION LIMIT " + Integer.parseInt(properties.connectionLimit()));
        session.execute("COMMENT ON DATABASE " + clone + " IS "
                + (properties.comment().isPresent() ? Sql.literal(properties.comment().get()) : "NULL"));
        if (properties.owner().isPresent()) {
            session.execute("ALTER DATABASE " + clone + " OWNER TO " + Sql.name(properties.owner().get()));
        }
        // no list of rights means the usual ones
        session.execute("REVOKE ALL ON DATABASE " + clone + " FROM PUBLIC");
        if (properties.acl().isEmpty()) {
            session.execute("GRANT CONNECT, TEMPORARY ON DATABASE " + clone + " TO PUBLIC");
            return;
        }
        if (properties.owner().isPresent()) {
            session.execute("REVOKE ALL ON DATABASE " + clone + " FROM " + Sql.name(properties.owner().get()));
        }
        var grants = session.query("""
                SELECT grantee, privilege, grantable FROM jsonb_to_recordset(?::jsonb) AS a (grantee text, privilege text, grantable boolean)
                WHERE privilege IN ('CREATE', 'CONNECT', 'TEMPORARY')""",
                row -> "GRANT " + row.getString(2) + " ON DATABASE " + clone + " TO "
                        + (row.getString(1).isEmpty() ? "PUBLIC" : Sql.name(row.getString(1)))
                        + (row.getBoolean(3) ? " WITH GRANT OPTION" : ""), properties.acl().get());
        for (String grant : grants) {
            session.execute(grant);
        }
    }

    private void copySettings(Session session) throws SQLException {
        RestoreNames names = restore.names();
        // a repeated step begins with none
        session.execute("ALTER DATABASE " + Sql.name(names.copy()) + " RESET ALL");
        var statements = session.query("""
                SELECT coalesce(r.rolname, ''), setting
                FROM pg_db_role_setting s
                JOIN pg_database d ON d.oid = s.setdatabase
                LEFT JOIN pg_roles r ON r.oid = s.setrole
                CROSS JOIN unnest(s.setconfig) WITH ORDINALITY AS c (setting, place)
                WHERE d.datname = ?
                ORDER BY s.setrole, place""", row -> setting(row.getString(1), row.getString(2)), names.live());
        for (String statement : statements) {
            session.execute(statement);
        }
    }

    private String setting(String role, String setting) {
        String key = setting.substring(0, setting.indexOf('='));
        String value = setting.substring(setting.indexOf('=') + 1);
        String database = Sql.name(restore.names().copy());
        String quotedKey = String.join(".", List.of(key.split("\\.")).stream().map(Sql::name).toList());
        return (role.isEmpty() ? "ALTER DATABASE " + database : "ALTER ROLE " + Sql.name(role) + " IN DATABASE " + database)
                + " SET " + quotedKey + " TO " + (LISTS.contains(key) ? list(value) : Sql.literal(value));
    }

    /// The server keeps such a list as `"$user", public`.
    private static String list(String value) {
        var elements = new ArrayList<String>();
        var element = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < value.length() && value.charAt(i + 1) == '"';
                if (doubled) {
                    element.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                elements.add(Sql.literal(element.toString()));
                element.setLength(0);
            } else if (quoted || c != ' ') {
                element.append(c);
            }
        }
        elements.add(Sql.literal(element.toString()));
        return String.join(", ", elements);
    }
}
