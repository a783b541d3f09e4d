package io.keepwatch.backup.manifest;

import io.keepwatch.backup.ProtectedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says all that a restore needs (R2 of the backup reference). Written last: a backup without one does not exist.
///
/// @param format     of this document; readers refuse a higher one
/// @param product    name and version of the writer
/// @param slot       the plan's slot, or null when a person started it
/// @param snapshotAt the moment a restore leads back to
/// @param facts      of the source: versions, encoding, collation, system identifier, log position …
/// @param tables     what was in the snapshot, counted in the snapshot itself
/// @param extensions name and version
public record Manifest(
        int format,
        String product,
        String backupId,
        String plan,
        @Nullable String slot,
        String sourceType,
        ProtectedDatabase database,
        Instant startedAt,
        Instant snapshotAt,
        Instant completedAt,
        Map<String, String> facts,
        List<Table> tables,
        List<String> roles,
        Map<String, String> extensions,
        List<Part> parts,
        List<String> warnings) {

    public static final int FORMAT = 1;

    /// One object of the backup.
    ///
    /// @param name        e.g. `database.dump`; it lies beside the manifest under this name
    /// @param compression of the stored bytes over what the source gave: `none`, `zstd`
    /// @param encryption  null when the stored bytes are not encrypted
    public record Part(
            String name,
            long plainBytes,
            String plainSha256,
            long storedBytes,
            String storedSha256,
            String compression,
            @Nullable Encryption encryption) {}

    /// @param keyId which key opens it; never the key
    public record Encryption(String cipher, String keyId) {}

    /// @param checksum of the rows, in no order
    public record Table(String schema, String name, long rows, @Nullable String checksum) {}
}
