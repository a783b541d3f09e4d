package io.keepwatch.cli;

import java.io.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Restores a backup: shows what would happen, asks for the database's name, and does what was shown.
final class RestoreCommand implements Command {

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String usage() {
        return "restore ID [--mode clone|swap] [--dry-run]";
    }

    @Override
    public String purpose() {
        return "restore a backup; --server, --database, --reason, --yes, --wait, --json";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        var options = Options.of(arguments, Set.of("dry-run", "yes", "wait", "json"), Set.of("mode", "server", "database", "reason"));
        String id = options.word("backup");
        Instance instance = Instance.of(terminal.environment());
        Map<String, Object> request = request(id, options);
        JsonNode plan = instance.json("/api/backup/restores?dryRun=true", request);
        boolean blocked = shown(plan, options, terminal);
        if (options.has("dry-run")) {
            return blocked ? 1 : 0;
        }
        if (blocked) {
            throw new CommandFailedException("a check is red, so nothing was started; mend it and try again");
        }
        request.put("confirm", confirmed(database(id, options, instance), options));
        request.put("planHash", plan.path("planHash").asString(""));
        return start(request, options, instance, terminal);
    }

    private static Map<String, Object> request(String id, Options options) {
        var request = new LinkedHashMap<String, Object>();
        request.put("backupId", id);
        request.put("mode", options.value("mode").orElse("clone"));
        for (String name : List.of("server", "database", "reason")) {
            options.value(name).ifPresent(value -> request.put(name, value));
        }
        return request;
    }

    /// @return whether a check is red
    private static boolean shown(JsonNode plan, Options options, Terminal terminal) {
        boolean blocked = false;
        for (JsonNode check : plan.path("checks")) {
            blocked |= check.path("status").asString("").equals("RED");
        }
        if (options.has("json")) {
            if (options.has("dry-run")) {
                terminal.out().println(plan);
            }
            return blocked;
        }
        for (JsonNode check : plan.path("checks")) {
            String fix = check.path("fix").asString("");
            terminal.err().printf("%-6s %s: %s%s%n", check.path("status").asString(""), check.path("name").asString(""),
                    check.path("message").asString(""), fix.isEmpty() ? "" : "; " + fix);
        }
        int number = 1;
        for (JsonNode step : plan.path("steps")) {
            terminal.err().printf("%6d %s%n", number++, step.path("description").asString(""));
        }
        return blocked;
    }

    private static String database(String id, Options options, Instance instance) {
        return options.value("database").orElseGet(() -> {
            String where = instance.json("/api/backup/backups/" + BackupCommand.escaped(id), null).path("database").asString("");
            int server = where.lastIndexOf(" on "); // `quotes on 127.0.0.1:5432`
            return server < 0 ? where : where.substring(0, server);
        });
    }

    private static String confirmed(String database, Options options) {
        if (options.has("yes")) {
            return database;
        }
        Console console = System.console();
        if (console == null) {
            throw new CommandFailedException("nothing was started: nobody is there to type the database's name; add --yes");
        }
        String typed = console.readLine("Type the name of the database to restore: ");
        return typed == null ? "" : typed.strip();
    }

    private static int start(Map<String, Object> request, Options options, Instance instance, Terminal terminal) {
        JsonNode started = instance.json("/api/backup/restores", request);
        String id = started.path("restoreId").asString("");
        if (!options.has("wait")) {
            terminal.out().println(options.has("json") ? started : id);
            return 0;
        }
        var waiting = new Waiting(instance, terminal, options.has("json"));
        JsonNode restore = waiting.untilEnd("/api/backup/restores/" + BackupCommand.escaped(id));
        terminal.out().println(options.has("json") ? restore : restore.path("database").asString(id));
        return waiting.told(restore);
    }
}
