package io.keepwatch.ui.search;

/// One line of a completion: `insert` replaces the term that is being typed.
///
/// @param label what is shown, @param note what is grey beside it: a count, a meaning
public record Suggestion(String insert, String label, String note) {}
