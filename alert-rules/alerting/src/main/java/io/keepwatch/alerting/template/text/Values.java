package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.alerting.template.text.GoValue.Named;
import io.keepwatch.alerting.template.text.GoValue.StructValue;
import org.jspecify.annotations.Nullable;

/// What templates ask of any value.
final class Values {

    private Values() {}

    /// @throws IllegalStateException for an object that is no value of a template: a mistake of whoever supplied it
    static GoType typeOf(Object value) {
        return switch (value) {
            case GoValue typed -> typed.type();
            case String _ -> GoType.STRING;
            case Boolean _ -> GoType.BOOL;
            case Long _ -> GoType.INT;
            case Double _ -> GoType.FLOAT;
            default -> throw new IllegalStateException("no value of a template: " + value.getClass());
        };
    }

    static String typeName(@Nullable Object value) {
        return value == null ? "<nil>" : typeOf(value).name();
    }

    /// Whether it is not the zero of its type.
    static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case ListValue list -> !list.items().isEmpty();
            case MapValue map -> !map.entries().isEmpty();
            case StructValue _ -> true;
            case Named named -> switch (named.type().kind()) {
                case BOOL, INT, FLOAT, STRING -> truth(named.base());
                default -> true;
            };
            default -> throw new IllegalStateException("no value of a template: " + value.getClass());
        };
    }

    /// Without the name of its type, when it has one and is a number or text beneath.
    static @Nullable Object base(@Nullable Object value) {
        return value instanceof Named named && named.type().kind() != GoType.Kind.STRUCT ? named.base() : value;
    }
}
