package io.keepwatch.alerting.rulefile;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Rules that are evaluated one after the other at the same times.
///
/// @param file        where it stands; with the name it says which group it is
/// @param interval    null: the default
/// @param queryOffset how far before the slot the expressions look; null: the default
/// @param limit       of the alerts or series of one rule; 0 for none
/// @param labels      for all its rules; they have them already
/// @param line        of the file, from 1
public record RuleGroup(String file, String name, @Nullable Duration interval, @Nullable Duration queryOffset, int limit,
                        SortedMap<String, String> labels, List<Rule> rules, int line) {

    public RuleGroup {
        rules = List.copyOf(rules);
    }

    /// Names it as Prometheus does: two files may have groups of the same name.
    public String key() {
        return file + ";" + name;
    }
}
