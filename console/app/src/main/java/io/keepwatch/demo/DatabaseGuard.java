package io.keepwatch.demo;

import java.nio.file.Path;

/// Is told of the demo's database when it answers.
@FunctionalInterface
interface DatabaseGuard {

    /// @param passwordFile of the superuser
    void protect(int port, Path passwordFile);
}
