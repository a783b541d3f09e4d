package io.keepwatch.access;

/// Who acts in the present request or on the present page. Controllers take an [Actor] parameter instead.
@FunctionalInterface
public interface CurrentActor {

    /// @throws IllegalStateException when nobody has signed in
    Actor get();

    /// The one who acts has changed their own password: this session goes on, their others end.
    default void changedOwnPassword() {}
}
