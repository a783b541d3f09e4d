package io.keepwatch.demo;

import io.keepwatch.postgresql.PostgresqlInstallation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// PostgreSQL's server programs of one version.
///
/// @param major  e.g. 17
/// @param folder where `initdb` and `postgres` are
record PostgresPrograms(int major, Path folder) {

    /// The newest version there is, or just that of a cluster that exists: another one cannot read it.
    static PostgresPrograms find(Optional<Integer> ofCluster) {
        List<PostgresPrograms> installed = installed();
        return installed.stream()
                .filter(programs -> ofCluster.isEmpty() || ofCluster.get() == programs.major)
                .max(Comparator.comparingInt(PostgresPrograms::major))
                .orElseThrow(() -> new DemoUnavailableException(missing(ofCluster, installed)));
    }

    String initdb() {
        return folder.resolve("initdb").toString();
    }

    String postgres() {
        return folder.resolve("postgres").toString();
    }

    boolean hasStatementStatistics() {
        Path library = Path.of("lib", "pg_stat_statements.so");
        Path root = folder.resolveSibling("lib").getParent();
        return root != null && Files.exists(root.resolve(library));
    }

    private static String missing(Optional<Integer> ofCluster, List<PostgresPrograms> installed) {
        if (ofCluster.isPresent() && !installed.isEmpty()) {
            return "Cannot start the demo's database: it was made by PostgreSQL " + ofCluster.get() + ", but installed is "
                    + installed.getLast().major + "; install postgresql-" + ofCluster.get() + ", or delete the demo's folder to begin anew";
        }
        return "Cannot start the demo's database: PostgreSQL's programs initdb and postgres are not in /usr/lib/postgresql/*/bin;"
                + " install them, e.g. apt-get install postgresql";
    }

    private static List<PostgresPrograms> installed() {
        return PostgresqlInstallation.installed().stream()
                .filter(installation -> installation.has("postgres") && installation.has("initdb"))
                .map(installation -> new PostgresPrograms(installation.major(), installation.folder()))
                .toList();
    }
}
