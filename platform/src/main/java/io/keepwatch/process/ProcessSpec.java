package io.keepwatch.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What to run: a fixed program with composed arguments, never a shell line.
///
/// @param name        short name for logs and for the sweep after a crash, e.g. `clickhouse`
/// @param command     program and arguments; secrets belong into the environment or the standard input
/// @param environment the whole environment of the child; nothing is inherited but `PATH`, `HOME`, `LANG` and `TZ`
/// @param directory   working directory
/// @param output      receives each line of standard output and standard error
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Consumer<String> output) {}
