package io.keepwatch.metadata;

import java.time.Instant;

/// The right of one owner to act on something, until a moment of the database's clock.
///
/// @param name  what it is for, e.g. `rule-group/availability`
/// @param owner the process that holds it
/// @param until when others may take it, by the database's clock
/// @param token grows with each owner; [Leases#guarded] refuses writes under an older one
public record Lease(String name, String owner, Instant until, long token) {}
