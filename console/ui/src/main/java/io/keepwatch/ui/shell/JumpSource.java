package io.keepwatch.ui.shell;

import java.util.List;

/// Finds things for "search or jump" (`Ctrl K`). Every bean of this type is asked, on a thread that may wait.
public interface JumpSource {

    /// At most a handful, best first; empty for a text it knows nothing about.
    List<Jump> find(String text);

    /// @param kind    in a word: "service", "operation", "trace"
    /// @param icon    name of a [io.keepwatch.ui.element.KwIcon]
    /// @param address path and parameters without a time range, which is added
    record Jump(String kind, String icon, String title, String address) {}
}
