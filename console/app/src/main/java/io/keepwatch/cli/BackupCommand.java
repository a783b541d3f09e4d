package io.keepwatch.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/// Makes, lists and verifies backups.
final class BackupCommand implements Command {

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public String usage() {
        return "backup run PLAN | list [PLAN] | verify ID";
    }

    @Override
    public String purpose() {
        return "back up now, list what there is, read a backup to its end; --wait follows it, --json for programs";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        var options = Options.of(arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size()), Set.of("wait", "json"), Set.of());
        Instance instance = Instance.of(terminal.environment());
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "run" -> start("/api/backup/plans/" + escaped(options.word("plan")) + "/run", options, instance, terminal);
            case "verify" -> start("/api/backup/backups/" + escaped(options.word("backup")) + "/verify", options, instance, terminal);
            case "list" -> list(options, instance, terminal);
            default -> throw new UsageException("backup can run, list or verify");
        };
    }

    /// Starts what answers with the id of a run, and follows it when that was asked for.
    static int start(String path, Options options, Instance instance, Terminal terminal) {
        JsonNode started = instance.json(path, Map.of());
        String id = started.path("runId").asString("");
        if (!options.has("wait")) {
            terminal.out().println(options.has("json") ? started : id);
            return 0;
        }
        var waiting = new Waiting(instance, terminal, options.has("json"));
        JsonNode run = waiting.untilEnd("/api/backup/runs/" + escaped(id));
        String backup = run.path("backupId").asString("");
        terminal.out().println(options.has("json") ? run : backup.isEmpty() ? id : backup);
        return waiting.told(run);
    }

    private static int list(Options options, Instance instance, Terminal terminal) {
        String plan = options.words().isEmpty() ? "" : "?plan=" + escaped(options.word("plan"));
        JsonNode backups = instance.json("/api/backup/backups" + plan, null);
        if (options.has("json")) {
            terminal.out().println(backups);
            return 0;
        }
        terminal.out().println("ID\tTAKEN\tSIZE\tVERIFIED\tCOPIES");
        for (JsonNode backup : backups) {
            var copies = new StringJoiner(",");
            backup.path("copies").forEach(copy -> copies.add(copy.path("target").asString("") + ":" + copy.path("state").asString("")));
            JsonNode proof = backup.path("verification");
            terminal.out().println(String.join("\t", backup.path("id").asString(""), backup.path("startedAt").asString(""),
                    Sizes.words(backup.path("bytes").asLong(0)), proof.path("level").asString("") + " " + proof.path("state").asString(""),
                    copies.toString()));
        }
        return 0;
    }

    static String escaped(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }
}
