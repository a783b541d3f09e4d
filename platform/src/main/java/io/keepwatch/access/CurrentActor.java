package io.keepwatch.access;

/// Who acts in the present request or on the present page. Controllers take an [Actor] parameter instead.
@FunctionalInterface
public interface CurrentActor {

    /// @throws IllegalStateException when nobody has signed in
    Actor get();
}
