package io.keepwatch.demo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The version that quotes-api shows. A release `x.y.0` brings the bad migration along, the next patch takes it back.
record Release(int minor, int patch) {

    static final Release FIRST = new Release(4, 2);

    @JsonCreator
    static Release parse(String text) {
        String[] parts = text.split("\\.");
        return new Release(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    Release bad() {
        return new Release(minor + 1, 0);
    }

    Release fixed() {
        return new Release(minor, patch + 1);
    }

    @Override
    @JsonValue
    public String toString() {
        return "1." + minor + "." + patch;
    }
}
