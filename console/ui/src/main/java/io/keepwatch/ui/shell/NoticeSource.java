package io.keepwatch.ui.shell;

import java.util.List;
import java.util.Set;

/// Knows of troubles that must be seen on every page. Every bean of this type is asked, every few seconds, on a thread that may wait.
public interface NoticeSource {

    /// The worst first; empty when all is well.
    List<Notice> notices();

    /// @param id          the same trouble has the same id: one that was dismissed stays so for the session, a new one is shown
    /// @param address     where one can do something about it, without a time range
    /// @param link        what it is called: "Open the plan"
    /// @param dismissable whether a person may put it away until the next sign-in; who may only look can always do so
    /// @param pages       the first words of the addresses it is shown on, the empty one for the overview; none for every page
    record Notice(String id, boolean critical, String title, String detail, String address, String link, boolean dismissable, Set<String> pages) {

        /// One for every page.
        public Notice(String id, boolean critical, String title, String detail, String address, String link, boolean dismissable) {
            this(id, critical, title, detail, address, link, dismissable, Set.of());
        }

        boolean isFor(String path) {
            return pages.isEmpty() || pages.contains(path.split("/", 2)[0]);
        }
    }
}
