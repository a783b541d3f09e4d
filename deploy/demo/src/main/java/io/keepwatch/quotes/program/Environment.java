package io.keepwatch.quotes.program;

import java.util.Map;
import java.util.Optional;

/// The settings of a program: its environment variables.
public record Environment(Map<String, String> variables) {

    /// A program that cannot start because of its settings ends with this status; starting it again will not help.
    public static final int WRONG_SETTING = 78;

    public Environment {
        variables = Map.copyOf(variables);
    }

    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    public String text(String name, String example) {
        return find(name).orElseThrow(() -> new WrongSetting(
                "Cannot start: " + name + " is not set; use e.g. " + name + "=" + example));
    }

    public int port(String name, int fallback) {
        return number(name, fallback, 65_535);
    }

    public int number(String name, int fallback, int most) {
        String text = find(name).orElse(Integer.toString(fallback));
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below, as for a number out of range
        }
        throw new WrongSetting("Cannot start: " + name + "=" + text + " is not a number from 0 to " + most);
    }

    /// Says which variable, which value, and what would be valid.
    public static final class WrongSetting extends RuntimeException {
        WrongSetting(String message) {
            super(message);
        }
    }
}
