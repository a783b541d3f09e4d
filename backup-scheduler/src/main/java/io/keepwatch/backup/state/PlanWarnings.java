package io.keepwatch.backup.state;

import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.plan.PlanBook.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is worth knowing of a plan before the disk is gone.
final class PlanWarnings {

    private final PlanBook book;
    private final SourceFolders folders;

    PlanWarnings(PlanBook book, SourceFolders folders) {
        this.book = book;
        this.folders = folders;
    }

    List<String> of(BackupPlan plan) {
        var warnings = new ArrayList<String>();
        List<Target> targets = plan.targets().stream().map(book::target).flatMap(Optional::stream).toList();
        Optional<Path> data = folders.of(plan);
        for (Target target : targets) {
            Path folder = target.localFolder();
            if (folder != null && data.isPresent() && sameDisk(folder, data.get())) {
                warnings.add("The target " + target.name() + " lies on the disk of the database's data directory " + data.get()
                        + ": one disk takes both along; use another disk or a target elsewhere, e.g. of type s3");
            }
        }
        if (!targets.isEmpty() && targets.stream().allMatch(target -> target.localFolder() != null)) {
            warnings.add(isLoopback(plan.database().address())
                    ? "All copies lie on the machine of the database; add a target elsewhere, e.g. of type s3"
                    : "All copies lie on this machine; add a target elsewhere, e.g. of type s3");
        }
        storageClasses(plan).ifPresent(warnings::add);
        return warnings;
    }

    private static Optional<String> storageClasses(BackupPlan plan) {
        String others = plan.storageClass().entrySet().stream().filter(entry -> !entry.getValue().equals("STANDARD"))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? Optional.empty() : Optional.of("The storage classes of the plan (" + others
                + ") are not applied by this version: every copy stays in STANDARD, which can be read at once and costs more");
    }

    /// A folder that does not exist yet will lie on the disk of the one above it.
    private static boolean sameDisk(Path one, Path other) {
        try {
            FileStore first = Files.getFileStore(existing(one));
            return first.equals(Files.getFileStore(existing(other)));
        } catch (IOException _) {
            return false; // it cannot be known
        }
    }

    private static Path existing(Path folder) {
        Path path = folder.toAbsolutePath();
        while (path.getParent() != null && Files.notExists(path)) {
            path = path.getParent();
        }
        return path;
    }

    /// Without asking for names on the network.
    private static boolean isLoopback(String address) {
        if (address.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
