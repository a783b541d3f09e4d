package io.keepwatch.backup.target;

/// The settings of one target in `keepwatch.yaml`; each adapter has its record, chosen by the key `type`.
public interface TargetSettings {}
