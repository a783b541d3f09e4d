package io.keepwatch.clickhouse.schema;

import java.util.regex.Pattern;

/// In which form the tables are made.
sealed interface Layout {

    /// "" or " ON CLUSTER …", to stand after the name of what a statement creates or changes.
    default String onCluster() {
        return this instanceof Cluster(String name) ? " ON CLUSTER '" + name + "'" : "";
    }

    /// On one server: plain MergeTree engines.
    record SingleServer() implements Layout {}

    /// On a cluster: each table is a replicated one named `…_local` on every server, and a Distributed one with the
    /// plain name before it. The servers' macros must define `{shard}` and `{replica}`.
    record Cluster(String name) implements Layout {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

        public Cluster {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "Cannot use \"%s\" as the name of a ClickHouse cluster: use letters, digits, _ . and -".formatted(name));
            }
        }
    }
}
