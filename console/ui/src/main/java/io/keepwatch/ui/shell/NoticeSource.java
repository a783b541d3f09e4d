package io.keepwatch.ui.shell;

import java.util.List;

/// Knows of troubles that must be seen on every page. Every bean of this type is asked, every few seconds, on a thread that may wait.
public interface NoticeSource {

    /// The worst first; empty when all is well.
    List<Notice> notices();

    /// @param id          the same trouble has the same id: one that was dismissed stays so for the session, a new one is shown
    /// @param address     where one can do something about it, without a time range
    /// @param link        what it is called: "Open the plan"
    /// @param dismissable whether a person may put it away until the next sign-in
    record Notice(String id, boolean critical, String title, String detail, String address, String link, boolean dismissable) {}
}
