package io.keepwatch.dashboards.file;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Origin;
import io.keepwatch.dashboards.DashboardException;
import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.settings.FilePattern;
import io.keepwatch.settings.FileWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dashboards of the jar and of the file system. A file that cannot be used stays as it was before, and is told, and the others are
/// not touched.
final class DashboardFiles implements Dashboards, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DashboardFiles.class);

    private final Supplier<List<Path>> entries;
    private final Path uploads;
    private final Clock clock;
    private final List<Dashboard> shipped = ShippedDashboards.read();
    private final FileWatch watch = new FileWatch("dashboards", this::look);

    private SequencedMap<Path, Seen> seen = new LinkedHashMap<>();
    private volatile List<Dashboard> current = shipped;
    private volatile List<Refused> refused = List.of();

    /// What is known of one file.
    ///
    /// @param content null when it cannot be read
    private record Seen(byte @Nullable [] content, @Nullable Dashboard good, @Nullable Refused problem) {}

    DashboardFiles(Supplier<List<Path>> entries, Path uploads, Clock clock) {
        this.entries = entries;
        this.uploads = uploads;
        this.clock = clock;
    }

    /// Reads all, and starts to look for changes.
    void watch() {
        look();
        watch.start();
    }

    @Override
    public void close() {
        watch.close();
    }

    @Override
    public List<Dashboard> list() {
        return current;
    }

    @Override
    public Optional<Dashboard> find(String slug) {
        return current.stream().filter(dashboard -> dashboard.slug().equals(slug)).findFirst();
    }

    @Override
    public List<Refused> refused() {
        return refused;
    }

    @Override
    public Dashboard read(String fileName, String text) {
        return DashboardFile.parse(new Origin(fileName, false, true), text);
    }

    @Override
    public synchronized void upload(Dashboard dashboard) {
        if (find(dashboard.slug()).isPresent()) {
            throw new DashboardException(dashboard.slug() + ".yaml", DashboardFile.taken(dashboard.slug()));
        }
        try {
            Files.createDirectories(uploads);
            Path part = uploads.resolve(dashboard.slug() + ".part");
            Files.writeString(part, dashboard.yaml());
            Files.move(part, uploads.resolve(dashboard.slug() + ".yaml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into " + uploads, e);
        }
        look();
    }

    @Override
    public synchronized void remove(String slug) {
        Dashboard found = find(slug).filter(dashboard -> dashboard.origin().uploaded())
                .orElseThrow(() -> new DashboardException(slug, "there is no uploaded dashboard of that name"));
        try {
            Files.deleteIfExists(Path.of(found.origin().place()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + found.origin().place(), e);
        }
        look();
    }

    synchronized void look() {
        SequencedMap<Path, Seen> now = new LinkedHashMap<>();
        files().forEach(file -> now.put(file, look(file, seen.get(file))));
        seen = now;
        publish(now);
    }

    private Set<Path> files() {
        return new LinkedHashSet<>(Stream.concat(FilePattern.files(entries.get()).stream(), FilePattern.files(uploads).stream()).toList());
    }

    private Seen look(Path file, @Nullable Seen before) {
        byte[] content = null;
        try {
            content = DashboardFile.content(file);
            if (before != null && before.content != null && Arrays.equals(before.content, content)) {
                return before;
            }
            var origin = new Origin(file.toString(), false, file.startsWith(uploads));
            return new Seen(content, DashboardFile.parse(origin, content), null);
        } catch (IOException e) {
            return refuse(content, before, file.toString(), DashboardFile.reason(file, e));
        } catch (DashboardException e) {
            return refuse(content, before, e.place(), e.reason());
        }
    }

    private Seen refuse(byte @Nullable [] content, @Nullable Seen before, String place, String reason) {
        Refused old = before == null ? null : before.problem;
        Dashboard good = before == null ? null : before.good;
        if (old != null && old.place().equals(place) && old.reason().equals(reason)) {
            return new Seen(content, good, old);
        }
        log.warn("{} the dashboard. Cannot read {}: {}", good == null ? "Leaving out" : "Keeping the former state of", place, reason);
        return new Seen(content, good, new Refused(place, reason, clock.instant(), good != null));
    }

    /// Two files of one name would be one address: the first stays.
    private void publish(Map<Path, Seen> files) {
        var byslug = new LinkedHashMap<String, Dashboard>();
        shipped.forEach(dashboard -> byslug.put(dashboard.slug(), dashboard));
        var problems = new ArrayList<Refused>();
        for (Seen file : files.values()) {
            if (file.problem != null) {
                problems.add(file.problem);
            }
            Dashboard good = file.good;
            if (good != null && byslug.putIfAbsent(good.slug(), good) != null) {
                problems.add(new Refused(good.origin().place(), DashboardFile.taken(good.slug()), since(good.origin().place()), false));
            }
        }
        current = byslug.values().stream()
                .sorted(Comparator.comparing((Dashboard dashboard) -> !dashboard.origin().shipped()).thenComparing(Dashboard::title)).toList();
        refused = List.copyOf(problems);
    }

    private Instant since(String place) {
        return refused.stream().filter(one -> one.place().equals(place)).findFirst().map(Refused::since).orElseGet(clock::instant);
    }
}
