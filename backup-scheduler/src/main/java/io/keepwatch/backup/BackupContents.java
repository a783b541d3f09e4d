package io.keepwatch.backup;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a backup holds, as its manifest says.
///
/// @param snapshotAt the moment a restore leads back to
/// @param facts      of the source: versions, encoding, log position …, by the names of the source's own documentation
/// @param extensions name and version
/// @param warnings   what the programs said that was no error
public record BackupContents(
        Instant snapshotAt,
        Map<String, String> facts,
        List<Table> tables,
        List<String> roles,
        Map<String, String> extensions,
        List<Part> parts,
        List<String> warnings) {

    /// @param name with its schema
    public record Table(String name, long rows, @Nullable String checksum) {}

    /// One stored object, beside the manifest.
    public record Part(String name, long plainBytes, long storedBytes, String storedSha256) {}

    public BackupContents {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        tables = List.copyOf(tables);
        roles = List.copyOf(roles);
        extensions = Collections.unmodifiableMap(new TreeMap<>(extensions));
        parts = List.copyOf(parts);
        warnings = List.copyOf(warnings);
    }

    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
