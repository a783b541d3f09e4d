package io.keepwatch.dashboards;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Every dashboard there is: those that come with Keepwatch, those of the configured files, and uploaded ones.
public interface Dashboards {

    /// In order of their titles, shipped ones first.
    List<Dashboard> list();

    Optional<Dashboard> find(String slug);

    /// Files that are not in use, and why.
    List<Refused> refused();

    /// Reads a text as if it were a file of that name, Keepwatch's YAML or a dashboard of Grafana.
    ///
    /// @throws DashboardException when it cannot be used; the message names file, line and reason
    Dashboard read(String fileName, String text);

    /// Stores a dashboard in the data directory.
    ///
    /// @throws DashboardException when its address is taken
    void upload(Dashboard dashboard);

    /// Removes an uploaded one.
    void remove(String slug);

    /// @param place  file and, where it is known, line
    /// @param since  when this was first seen
    /// @param inUse  whether the content of the file from before is still shown
    record Refused(String place, String reason, Instant since, boolean inUse) {}
}
