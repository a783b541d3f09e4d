package io.keepwatch.backup.source;

/// The settings of one source in `keepwatch.yaml`; each adapter has its record, chosen by the key `type`.
public interface SourceSettings {}
