package io.keepwatch.ui.overview;

import io.keepwatch.access.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The demo workload as Overview shows it and switches it. A bean of this type puts the demo's card on the page.
///
/// Every method may wait; whoever implements it records changes in the audit log.
public interface DemoSwitch {

    Demo state();

    /// Breaks it one way more, and says in a sentence what was done.
    ///
    /// @throws RuntimeException when that is not possible; its message says why
    String breakIt(Fault fault, Actor actor);

    /// Mends everything that is broken, and says in a sentence what was done.
    String repair(Actor actor);

    enum Fault { ERRORS, SLOW, DELETE_ROWS }

    /// @param problem why it does not run, or not yet; empty when it runs
    /// @param broken  what is broken now
    /// @param service the name that its telemetry carries
    /// @param plan    that protects its database
    /// @param inbox   address of the page that shows what a webhook gets, empty when unknown
    record Demo(String problem, List<Broken> broken, long missingRows, String service, String plan, String inbox) {}

    /// @param since null when it was broken before anybody kept a record
    record Broken(Fault fault, @Nullable Instant since) {}
}
