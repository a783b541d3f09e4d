/// Owns what `keepwatch.yaml` says of backups: servers, targets, plans, and when a plan's slots are.
@NullMarked
package io.keepwatch.backup.plan;

import org.jspecify.annotations.NullMarked;
