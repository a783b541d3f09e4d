package io.keepwatch.alerting.running;

import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleExtrasReader;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.alerting.rulefile.RuleProblem;
import io.keepwatch.settings.FilePattern;
import io.keepwatch.settings.FileWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules of the jar and of the configured files. A group that cannot be used any more stays as it was before, and is told; the others
/// are not touched.
final class RuleFiles implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RuleFiles.class);

    private final Supplier<List<Path>> entries;
    private final Path folder;
    private final Clock clock;
    private final List<RuleFile> shipped;
    private final FileWatch watch = new FileWatch("rules", this::look);

    private SequencedMap<Path, Seen> seen = new LinkedHashMap<>();
    private Map<RuleProblem, Instant> since = Map.of();
    private volatile RuleBook book = RuleBook.EMPTY;

    /// What is known of one file.
    ///
    /// @param content of it and of its side file; empty when it cannot be read
    /// @param groups  in use, also those that do not stand there any more as they are
    private record Seen(String content, List<RuleGroup> groups, List<RuleProblem> problems) {}

    /// @param folder of the configuration: files below it are called by their path from there
    RuleFiles(Supplier<List<Path>> entries, Path folder, List<RuleFile> shipped, Clock clock) {
        this.entries = entries;
        this.folder = folder;
        this.shipped = List.copyOf(shipped);
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

    /// The same object until something changes.
    RuleBook book() {
        return book;
    }

    synchronized void look() {
        SequencedMap<Path, Seen> now = new LinkedHashMap<>();
        FilePattern.files(entries.get()).stream().filter(file -> !RuleExtrasFile.isSideFile(file.getFileName().toString()))
                .forEach(file -> now.put(file, look(file, seen.get(file))));
        if (!now.equals(seen) || book == RuleBook.EMPTY) {
            seen = now;
            publish(now);
        }
    }

    private Seen look(Path file, @Nullable Seen before) {
        String path = file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
        try {
            String text = FileWatch.text(file);
            Path beside = file.resolveSibling(RuleExtrasFile.nameFor(file.getFileName().toString()));
            String extras = Files.exists(beside) ? FileWatch.text(beside) : null;
            String content = text + '\0' + Objects.requireNonNullElse(extras, "");
            if (before != null && before.content.equals(content)) {
                return before;
            }
            RuleFile read = RuleFileReader.read(path, text, extras == null ? RuleExtrasFile.NONE : RuleExtrasReader.read(beside.toString(), extras));
            return new Seen(content, withKept(read, before), read.problems());
        } catch (IOException e) {
            String reason = Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
            return new Seen("", before == null ? List.of() : before.groups, List.of(new RuleProblem(path, 0, "", reason)));
        }
    }

    /// The groups that can be used, and of those that cannot what stood there before.
    private static List<RuleGroup> withKept(RuleFile read, @Nullable Seen before) {
        List<RuleGroup> groups = new ArrayList<>(read.groups());
        if (before != null) {
            before.groups.stream().filter(old -> isRefused(read, old)).forEach(groups::add);
        }
        return List.copyOf(groups);
    }

    private static boolean isRefused(RuleFile read, RuleGroup old) {
        boolean there = read.groups().stream().anyMatch(group -> group.key().equals(old.key()));
        return !there && read.problems().stream().anyMatch(
                problem -> problem.group().isEmpty() ? read.groups().isEmpty() : problem.group().equals(old.name()));
    }

    private void publish(Map<Path, Seen> files) {
        Map<String, LoadedGroup> groups = new LinkedHashMap<>();
        shipped.forEach(file -> file.groups().forEach(group -> add(groups, group, true)));
        List<RefusedRules> refused = new ArrayList<>();
        Map<RuleProblem, Instant> known = new HashMap<>();
        shipped.forEach(file -> file.problems().forEach(problem -> refused.add(refused(problem, known, List.of()))));
        files.values().forEach(file -> {
            file.groups.forEach(group -> add(groups, group, false));
            file.problems.forEach(problem -> refused.add(refused(problem, known, file.groups)));
        });
        since = known;
        book = new RuleBook(List.copyOf(groups.values()), refused);
    }

    private static void add(Map<String, LoadedGroup> groups, RuleGroup group, boolean shipped) {
        groups.putIfAbsent(group.key(), LoadedGroup.of(group, shipped));
    }

    private RefusedRules refused(RuleProblem problem, Map<RuleProblem, Instant> known, List<RuleGroup> inUse) {
        boolean kept = inUse.stream().anyMatch(group -> problem.group().isEmpty() || group.name().equals(problem.group()));
        Instant first = since.get(problem);
        if (first == null) {
            first = clock.instant();
            log.warn("{} Cannot use rules: {}", kept ? "Keeping rules as they were." : "Leaving rules out.", problem);
        }
        known.put(problem, first);
        return new RefusedRules(problem, first, kept);
    }
}
