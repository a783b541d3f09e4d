package io.keepwatch.backup.source;

import io.keepwatch.backup.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a source says of a snapshot.
///
/// @param snapshotAt the moment a restore leads back to
/// @param facts      versions, encoding, collation, system identifier, log position …, by the names of the source's own documentation
/// @param warnings   what its programs said that was no error
public record SourceFacts(
        Instant snapshotAt,
        Map<String, String> facts,
        List<Manifest.Table> tables,
        List<String> roles,
        Map<String, String> extensions,
        List<String> warnings) {

    public SourceFacts {
        facts = Map.copyOf(facts);
        tables = List.copyOf(tables);
        roles = List.copyOf(roles);
        extensions = Map.copyOf(extensions);
        warnings = List.copyOf(warnings);
    }
}
