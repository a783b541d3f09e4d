package io.keepwatch.backup.source.postgresql;

import java.nio.file.Path;

/// PostgreSQL's client programs of one version.
record Client(Path folder, PostgresqlVersion version) {

    String program(String name) {
        return folder.resolve(name).toString();
    }
}
