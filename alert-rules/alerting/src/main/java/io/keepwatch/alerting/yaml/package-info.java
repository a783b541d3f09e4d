/// Owns reading the YAML of other projects' formats as Go reads it: with lines, aliases and merges, and misspelt fields refused.
@NullMarked
package io.keepwatch.alerting.yaml;

import org.jspecify.annotations.NullMarked;
