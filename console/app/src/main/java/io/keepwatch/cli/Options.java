package io.keepwatch.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Words and options of a command: `--flag`, `--name VALUE` or `--name=VALUE`, in any order.
record Options(List<String> words, Map<String, String> values) {

    /// @throws UsageException for an option that the command does not know, or one without its value
    static Options of(List<String> arguments, Set<String> flags, Set<String> named) {
        var words = new ArrayList<String>();
        var values = new HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            String[] parts = argument.substring(2).split("=", 2);
            if (flags.contains(parts[0]) && parts.length == 1) {
                values.put(parts[0], "");
            } else if (!named.contains(parts[0])) {
                throw new UsageException("unknown option " + argument);
            } else if (parts.length == 2) {
                values.put(parts[0], parts[1]);
            } else if (++i < arguments.size()) {
                values.put(parts[0], arguments.get(i));
            } else {
                throw new UsageException("the option " + argument + " needs a value");
            }
        }
        return new Options(List.copyOf(words), Map.copyOf(values));
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The only word.
    String word(String what) {
        if (words.size() != 1) {
            throw new UsageException("name one " + what);
        }
        return words.getFirst();
    }
}
