package io.keepwatch.cli;

import java.io.PrintStream;
import java.util.Map;

/// Where a command was called: its environment and where it prints.
record Terminal(Map<String, String> environment, PrintStream out, PrintStream err) {}
