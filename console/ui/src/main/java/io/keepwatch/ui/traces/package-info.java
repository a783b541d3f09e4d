/// Owns the pages of traces: the search, one trace as a tree on one clock, its verdict in words, and each span's detail.
@NullMarked
package io.keepwatch.ui.traces;

import org.jspecify.annotations.NullMarked;
