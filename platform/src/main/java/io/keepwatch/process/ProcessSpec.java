package io.keepwatch.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What to run: a fixed program with composed arguments, never a shell line.
///
/// @param name        short name for logs and for the sweep after a crash, e.g. `clickhouse`
/// @param command     program and arguments; secrets belong into the environment or the standard input
/// @param environment the whole environment of the child; nothing is inherited but `PATH`, `HOME`, `LANG` and `TZ`
/// @param directory   working directory
/// @param output      receives each line of standard output and standard error; of standard error alone when the output is a stream
/// @param user        operating system user to become when Keepwatch runs as root, for programs that refuse root
/// @param ending      how the program is asked to end
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Consumer<String> output,
        @Nullable String user,
        Ending ending) {

    /// How a program is asked to end, before it is killed.
    public enum Ending {
        /// It reads its standard input and ends when that ends; SIGTERM follows when it does not.
        END_OF_INPUT("TERM"),
        /// It ends on SIGTERM and takes no notice of its standard input.
        TERMINATE("TERM"),
        /// It ends quickly on SIGINT only: PostgreSQL waits for its clients on SIGTERM.
        INTERRUPT("INT");

        final String signal;

        Ending(String signal) {
            this.signal = signal;
        }
    }

    public ProcessSpec {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("Cannot name a child process '" + name + "': use lower case letters, digits and -");
        }
        if (command.isEmpty()) {
            throw new IllegalArgumentException("Cannot start child process " + name + " without a program");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public ProcessSpec(
            String name, List<String> command, Map<String, String> environment, Path directory, Consumer<String> output) {
        this(name, command, environment, directory, output, null, Ending.END_OF_INPUT);
    }

    public ProcessSpec runAs(String user) {
        return new ProcessSpec(name, command, environment, directory, output, user, ending);
    }

    public ProcessSpec endedBy(Ending ending) {
        return new ProcessSpec(name, command, environment, directory, output, user, ending);
    }
}
