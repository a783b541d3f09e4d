package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.source.SourceException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Looks what stands against a dump.
final class BackupChecks {

    private final Clients clients;

    BackupChecks(Clients clients) {
        this.clients = clients;
    }

    List<Check> run(PostgresqlSettings settings) {
        var checks = new ArrayList<Check>();
        try (Session session = Session.open(settings)) {
            PostgresqlVersion server = PostgresqlVersion.ofServer(session.serverVersion());
            checks.add(Check.green("server", settings.place() + " answers: PostgreSQL " + server));
            checks.add(client(server));
            checks.add(rights(settings, session));
        } catch (SQLException e) {
            checks.add(Check.red("server", "Cannot connect to " + settings.place() + ": " + Failures.message(e), Failures.hint(e)));
        }
        return checks;
    }

    private Check client(PostgresqlVersion server) {
        try {
            Client client = clients.forDump(server);
            return client.version().isSafe()
                    ? Check.green("client", "pg_dump " + client.version() + " dumps it")
                    : Check.amber("client", "pg_dump " + client.version() + " dumps it, but has a known weakness (CVE-2025-8714)",
                            "Install " + client.version().firstSafe() + " or newer");
        } catch (SourceException e) {
            return Check.red("client", String.valueOf(e.getMessage()), e.hint());
        }
    }

    private static Check rights(PostgresqlSettings settings, Session session) throws SQLException {
        List<String> unreadable = Contents.tables(session).stream().map(TableRef::quoted).toList();
        List<String> refused = session.query("SELECT t FROM unnest(?::text[]) t WHERE NOT has_table_privilege(t, 'SELECT')",
                row -> row.getString(1), (Object) unreadable.toArray(String[]::new));
        if (!refused.isEmpty()) {
            return Check.red("rights", settings.user() + " may not read " + refused.size() + " tables, e.g. " + refused.getFirst(),
                    "GRANT pg_read_all_data TO " + Sql.name(settings.user()));
        }
        boolean hidden = session.holds("""
                EXISTS (SELECT FROM pg_class WHERE relrowsecurity AND row_security_active(oid))""");
        return hidden
                ? Check.red("rights", "Row-level security hides rows from " + settings.user(),
                        "ALTER ROLE " + Sql.name(settings.user()) + " BYPASSRLS")
                : Check.green("rights", settings.user() + " may read all tables");
    }
}
