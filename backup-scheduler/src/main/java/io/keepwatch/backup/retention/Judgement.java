package io.keepwatch.backup.retention;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Tag;
import java.util.Set;

/// What retention thinks of one backup now.
///
/// @param reason in words, with numbers
record Judgement(Backup backup, boolean keep, Set<Tag> tags, String reason) {}
