/// Keeps backups in a bucket of Amazon S3 or of a store that speaks its protocol.
@NullMarked
package io.keepwatch.backup.target.s3;

import org.jspecify.annotations.NullMarked;
