package io.keepwatch.backup.restore;

import io.keepwatch.access.Actor;
import io.keepwatch.backup.RestoreRequest;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.run.BackupBench;
import io.keepwatch.backup.run.FaultyStore;
import io.keepwatch.backup.run.FileSource;
import io.keepwatch.backup.run.TestBook;
import io.keepwatch.backup.target.filesystem.FolderStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A process that backs up, or restores by a swap, and ends without a word at one named write.
final class KilledKeepwatch {

    static final int HALTED = 137;
    static final Duration LEASE = Duration.ofSeconds(2);

    private KilledKeepwatch() {}

    static TestBook book(Path folder, FileSource source, FaultyStore.Fault fault) {
        return new TestBook(source, new FileSource.Settings(folder.resolve("server"), "quotes"))
                .with("a", () -> new FaultyStore(FolderStore.open(folder.resolve("a")), (moment, key) -> fault.at("a " + moment, key)))
                .with("b", () -> new FaultyStore(FolderStore.open(folder.resolve("b")), (moment, key) -> fault.at("b " + moment, key)));
    }

    /// Arguments: database URL, folder, `backup` or the id of the backup to restore, what to end at: `a commit manifest.json`, or
    /// `journal <step>` for the moment when a step is written down as completed.
    public static void main(String[] arguments) throws IOException {
        String[] end = arguments[3].split(" ");
        FaultyStore.Fault fault = (moment, key) -> {
            if (end.length == 3 && moment.equals(end[0] + " " + end[1]) && key.endsWith(end[2])) {
                Runtime.getRuntime().halt(HALTED);
            }
        };
        var source = new FileSource();
        var database = new DriverManagerDataSource(arguments[0], "postgres", "");
        TestBook book = book(Path.of(arguments[1]), source, fault);
        if (end[0].equals("file")) {
            source.atStep = step -> {
                if (step.equals(end[1])) {
                    Runtime.getRuntime().halt(HALTED);
                }
            };
        }
        var clock = Clock.systemUTC();
        var bench = new BackupBench(database, book, clock, LEASE, catalog -> new RestoreRunner(book, catalog, clock));
        if (arguments[2].equals("backup")) {
            bench.backUp();
        } else {
            var restores = new JournaledRestores(bench.runner, bench.journal,
                    new DryRun(new RestoreRunner(book, bench.catalog, clock), book, clock), bench.catalog, book, bench.audit, clock);
            var asked = new RestoreRequest(arguments[2], Mode.SWAP, null, null, "quotes", null, null);
            String hash = restores.dryRun(asked).planHash();
            bench.ended(restores.start(new RestoreRequest(arguments[2], Mode.SWAP, null, null, "quotes", null, hash), Actor.SYSTEM));
        }
        bench.close();
        Runtime.getRuntime().halt(0);
    }
}
