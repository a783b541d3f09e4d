package io.keepwatch.promql.reading;

/// A piece of a sentence, and whether it can stand inside another without being misread.
///
/// @param kind what may follow or precede it
record Phrase(String text, Kind kind) {

    enum Kind {
        /// a name or a number
        ATOM,
        /// ends with what it is about: "the sum of X"
        OPEN,
        /// has an equal part on either side: "X divided by Y"
        PAIR
    }

    static Phrase atom(String text) {
        return new Phrase(text, Kind.ATOM);
    }

    static Phrase open(String text) {
        return new Phrase(text, Kind.OPEN);
    }

    static Phrase pair(String text) {
        return new Phrase(text, Kind.PAIR);
    }

    /// As the last part of another.
    String last() {
        return kind == Kind.PAIR ? "(" + text + ")" : text;
    }

    /// As a part that others follow.
    String inside() {
        return kind == Kind.ATOM ? text : "(" + text + ")";
    }
}
