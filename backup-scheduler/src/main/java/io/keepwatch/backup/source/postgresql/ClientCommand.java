package io.keepwatch.backup.source.postgresql;

import io.keepwatch.process.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A client program with its arguments. The password goes by the environment: arguments are seen by everybody on the machine.
///
/// @param name e.g. `pg_dump`
record ClientCommand(String name, List<String> command, Map<String, String> environment, @Nullable String password) {

    /// A connection that lost its server is noticed within about two minutes.
    private static final String KEEPALIVE = " keepalives_idle=60 keepalives_interval=15 keepalives_count=4";

    static ClientCommand offline(Client client, String name, List<String> arguments) {
        return new ClientCommand(name, command(client, name, arguments), Map.of("LC_ALL", "C.UTF-8"), null);
    }

    /// @param database to connect to, whatever characters its name has
    static ClientCommand connected(Client client, String name, PostgresqlSettings settings, String database, List<String> arguments) {
        var environment = new HashMap<>(Map.of(
                "LC_ALL", "C.UTF-8",
                "PGHOST", settings.address(),
                "PGPORT", Integer.toString(settings.portOrDefault()),
                "PGUSER", settings.user(),
                "PGSSLMODE", settings.sslmode().spelled(),
                "PGCONNECT_TIMEOUT", "10",
                "PGAPPNAME", Session.APPLICATION + " " + name));
        if (settings.sslRootCert() != null) {
            environment.put("PGSSLROOTCERT", settings.sslRootCert().toString());
        }
        String password = settings.password() == null ? null : settings.password().reveal();
        if (password != null) {
            environment.put("PGPASSWORD", password);
        }
        var all = new ArrayList<>(arguments);
        all.add("--no-password");
        all.add("--dbname=dbname=" + Sql.connectionValue(database) + KEEPALIVE);
        return new ClientCommand(name, command(client, name, all), environment, password);
    }

    ProcessSpec spec(Consumer<String> lines) {
        return new ProcessSpec(name.replace('_', '-'), command, environment, Path.of("/"), lines)
                .endedBy(ProcessSpec.Ending.TERMINATE);
    }

    /// What the program says, without the password, should it ever say it.
    String scrub(String line) {
        return password == null || password.isEmpty() ? line : line.replace(password, "***");
    }

    private static List<String> command(Client client, String name, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(client.program(name));
        command.addAll(arguments);
        return command;
    }
}
