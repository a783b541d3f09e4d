package io.keepwatch.backup.run;

/// A part as it went out.
record HashedPart(String name, long bytes, String sha256) {}
