package io.keepwatch.backup.target;

import java.time.Instant;

/// @param storageClass `STANDARD` where the store has no classes
public record StoredObject(String key, long bytes, String storageClass, Instant modifiedAt) {}
