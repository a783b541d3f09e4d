package io.keepwatch.alerting.template.text;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A type of Go, as far as templates can tell types apart.
///
/// @param name as messages and `%T` show it
/// @param element of a list or a map
/// @param methods by name; each takes the receiver as its first argument
public record GoType(String name, Kind kind, @Nullable GoType element, Map<String, GoFunction> methods) {

    /// A type that says itself how it is printed.
    @Nullable GoFunction text() {
        GoFunction method = methods.get("String");
        return method != null && method.parameters().size() == 1 ? method : null;
    }

    /// A type is its name; methods are no part of it.
    @Override
    public boolean equals(Object other) {
        return other instanceof GoType type && name.equals(type.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    public enum Kind {
        ANY, BOOL, INT, FLOAT, STRING, LIST, MAP, STRUCT
    }

    public static final GoType ANY = new GoType("interface {}", Kind.ANY, null, Map.of());
    public static final GoType BOOL = new GoType("bool", Kind.BOOL, null, Map.of());
    public static final GoType INT = new GoType("int", Kind.INT, null, Map.of());
    public static final GoType FLOAT = new GoType("float64", Kind.FLOAT, null, Map.of());
    public static final GoType STRING = new GoType("string", Kind.STRING, null, Map.of());
    public static final GoType STRING_MAP = new GoType("map[string]string", Kind.MAP, STRING, Map.of());
    public static final GoType ANY_MAP = new GoType("map[string]interface {}", Kind.MAP, ANY, Map.of());
    public static final GoType STRINGS = new GoType("[]string", Kind.LIST, STRING, Map.of());
    public static final GoType ANY_LIST = new GoType("[]interface {}", Kind.LIST, ANY, Map.of());

    /// Whether nil can stand for a value of this type.
    boolean takesNil() {
        return switch (kind) {
            case ANY, LIST, MAP -> true;
            case STRUCT -> name.startsWith("*");
            case BOOL, INT, FLOAT, STRING -> false;
        };
    }

    /// As Go assigns: the same type, or the same form when one of the two has no name of its own.
    boolean accepts(GoType other) {
        boolean sameForm = kind == other.kind && (kind == Kind.LIST || kind == Kind.MAP) && Objects.equals(element, other.element);
        return kind == Kind.ANY || name.equals(other.name) || sameForm && (unnamed() || other.unnamed());
    }

    private boolean unnamed() {
        return name.startsWith("[]") || name.startsWith("map[");
    }

    /// What a map gives for a key that it does not have.
    @Nullable Object zero() {
        return switch (kind) {
            case BOOL -> false;
            case INT -> 0L;
            case FLOAT -> 0.0;
            case STRING -> "";
            case ANY, LIST, MAP, STRUCT -> null;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
