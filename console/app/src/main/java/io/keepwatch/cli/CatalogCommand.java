package io.keepwatch.cli;

import java.util.List;
import java.util.Set;

/// Reads the manifests of all targets again.
final class CatalogCommand implements Command {

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public String usage() {
        return "catalog rebuild";
    }

    @Override
    public String purpose() {
        return "list the backups anew from what lies in the targets; --wait, --json";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        var options = Options.of(arguments, Set.of("wait", "json"), Set.of());
        if (!options.words().equals(List.of("rebuild"))) {
            throw new UsageException("catalog can rebuild");
        }
        return BackupCommand.start("/api/backup/catalog/rebuild", options, Instance.of(terminal.environment()), terminal);
    }
}
