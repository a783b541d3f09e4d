package io.keepwatch.alerting;

import io.keepwatch.access.Actor;
import io.keepwatch.alerting.routing.Silence;
import java.util.List;
import java.util.Optional;

/// The silences of all control processes, expired ones for as long as Alertmanager keeps them (120 hours).
public interface Silences {

    /// Those that are active first, then pending, then expired ones.
    List<Silence> all();

    Optional<Silence> find(String id);

    /// Creates it, or changes the one with its id; as Alertmanager does, one that has begun and whose matchers or start are others ends and a
    /// new one begins.
    ///
    /// @param silence with an empty id for a new one; a start that is past becomes now
    /// @param actor   for the audit log
    /// @return as it is kept
    /// @throws IllegalArgumentException when it cannot be, in Alertmanager's words
    /// @throws java.util.NoSuchElementException when there is none with its id
    Silence save(Silence silence, Actor actor);

    /// Ends it now.
    ///
    /// @param actor for the audit log
    /// @throws java.util.NoSuchElementException when there is none
    void expire(String id, Actor actor);
}
