package io.keepwatch.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// Finds the command and runs it.
public final class CommandLine {

    private static final List<Command> COMMANDS = List.of(new SqlCommand(), new BackupCommand(), new RestoreCommand(),
            new CatalogCommand(), new DemoCommand(), new CheckCommand());

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public CommandLine(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /// @return the exit code: 0 done, 1 failed, 2 wrongly called
    public int run(List<String> arguments) {
        if (arguments.isEmpty() || List.of("help", "--help", "-h").contains(arguments.getFirst())) {
            out.print(usage());
            return 0;
        }
        String name = arguments.getFirst();
        var command = COMMANDS.stream().filter(c -> c.name().equals(name)).findFirst();
        if (command.isEmpty()) {
            err.println("keepwatch: unknown command: " + name);
            err.print(usage());
            return 2;
        }
        try {
            return command.get().run(arguments.subList(1, arguments.size()), new Terminal(environment, out, err));
        } catch (UsageException e) {
            err.println("keepwatch: " + e.getMessage());
            err.println("usage: ./keepwatch " + command.get().usage());
            return 2;
        } catch (CommandFailedException e) {
            err.println("keepwatch: " + e.getMessage());
            return 1;
        }
    }

    private static String usage() {
        var text = new StringBuilder("usage: ./keepwatch COMMAND\n\n");
        line(text, "up [--demo]", "run Keepwatch in the foreground; --demo adds a workload to look at and to break");
        COMMANDS.forEach(command -> line(text, command.usage(), command.purpose()));
        line(text, "test [--long]", "run the tests; --long with the full counts");
        line(text, "bench ingest|reads|promql|alerts|backup [--full]", "measure, and print one table");
        return text.toString();
    }

    private static void line(StringBuilder text, String usage, String purpose) {
        text.append("  %-48s %s%n".formatted(usage, purpose));
    }
}
