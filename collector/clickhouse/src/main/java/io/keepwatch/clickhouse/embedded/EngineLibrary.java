package io.keepwatch.clickhouse.embedded;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds `libchdb.so` and the class path of the engine's process, which the build and the distribution lay out differently.
final class EngineLibrary {

    static final String PROPERTY = "keepwatch.libchdb";
    static final String VARIABLE = "KEEPWATCH_LIBCHDB";
    private static final String DISTRIBUTION = "KEEPWATCH_DIST";
    private static final String FILE = "libchdb.so";
    private static final Path IN_NODE_MODULES = Path.of("node_modules/@chdb/lib-linux-x64-gnu", FILE);

    private EngineLibrary() {}

    /// @throws EngineFailure when there is none
    static Path find(@Nullable String property, Map<String, String> environment) {
        String named = property != null ? property : environment.get(VARIABLE);
        if (named != null) {
            return readable(Path.of(named), property != null ? PROPERTY : VARIABLE);
        }
        var looked = new ArrayList<Path>();
        if (environment.containsKey(DISTRIBUTION)) {
            looked.add(Path.of(environment.get(DISTRIBUTION), FILE));
        }
        looked.addAll(besideTheBuild());
        return looked.stream().filter(Files::isReadable).findFirst().orElseThrow(() -> new EngineFailure(
                "Cannot find the ClickHouse library " + FILE + (looked.isEmpty() ? "" : " at " + looked.getFirst())
                        + "; build with ./keepwatch, or set " + VARIABLE + " to its path"));
    }

    /// Only what [ClickHouseServer] needs: this module and platform, as folders or as jars.
    static String classPath() {
        return location(ClickHouseServer.class) + java.io.File.pathSeparator
                + location(io.keepwatch.process.ParentWatch.class);
    }

    private static Path readable(Path path, String setting) {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new EngineFailure("Cannot read the ClickHouse library " + path + " that " + setting
                    + " names; set it to the path of " + FILE + ", or unset it to use the one of the build");
        }
        return path.toAbsolutePath();
    }

    /// In development classes come from `collector/clickhouse/target/…`, and npm installs into `collector/clickhouse`.
    private static List<Path> besideTheBuild() {
        var candidates = new ArrayList<Path>();
        for (Path folder = location(EngineLibrary.class); folder != null; folder = folder.getParent()) {
            if (folder.endsWith("target") && folder.getParent() != null) {
                candidates.add(folder.resolveSibling(IN_NODE_MODULES));
            }
        }
        return candidates;
    }

    private static Path location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            throw new EngineFailure("Cannot run embedded ClickHouse out of " + source.getLocation()
                    + "; start Keepwatch from its unpacked distribution, as ./keepwatch up does");
        }
    }
}
