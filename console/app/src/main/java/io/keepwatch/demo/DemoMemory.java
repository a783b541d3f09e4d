package io.keepwatch.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What the demo remembers from one start to the next, in `demo.json`. What is broken is not remembered here, the database itself is.
///
/// @param since when each mode was broken
record DemoMemory(Release release, Ports ports, Map<String, Instant> since) {

    private static final Logger log = LoggerFactory.getLogger(DemoMemory.class);
    private static final DemoMemory FIRST = new DemoMemory(Release.FIRST, Ports.UNKNOWN, Map.of());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    DemoMemory {
        since = Map.copyOf(since);
    }

    static DemoMemory read(Path file) {
        if (Files.notExists(file)) {
            return FIRST;
        }
        try {
            return JSON.readValue(Files.readString(file), DemoMemory.class);
        } catch (IOException | JacksonException e) {
            log.warn("Cannot read {}, the demo begins with its first release again: {}", file, e.getMessage());
            return FIRST;
        }
    }

    void write(Path file) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("Cannot write {}: {}; after a restart the demo shows an older version", file, e.toString());
        }
    }

    DemoMemory with(Release next) {
        return new DemoMemory(next, ports, since);
    }

    DemoMemory with(Ports next) {
        return new DemoMemory(release, next, since);
    }

    DemoMemory brokenSince(String mode, Instant now) {
        var next = new TreeMap<>(since);
        next.putIfAbsent(mode, now);
        return new DemoMemory(release, ports, next);
    }

    DemoMemory mended() {
        return new DemoMemory(release, ports, Map.of());
    }
}
