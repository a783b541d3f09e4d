package io.keepwatch.access;

import java.time.Instant;

/// A person who may sign in.
///
/// @param name lower case
public record User(String name, Role role, boolean disabled, Instant createdAt, Instant passwordChangedAt) {}
