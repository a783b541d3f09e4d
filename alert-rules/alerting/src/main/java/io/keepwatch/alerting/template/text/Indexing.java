package io.keepwatch.alerting.template.text;

import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `index`, `slice` and `len`. Strings count in bytes, as in Go.
final class Indexing {

    private Indexing() {}

    static @Nullable Object index(List<@Nullable Object> arguments) {
        Object item = arguments.getFirst();
        if (item == null) {
            throw new FunctionException("index of untyped nil");
        }
        for (Object index : arguments.subList(1, arguments.size())) {
            item = switch (item) {
                case null -> throw new FunctionException("index of nil pointer");
                case ListValue list -> list.items().get(position(index, list.items().size(), false));
                case String text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    yield (long) Byte.toUnsignedInt(bytes[position(index, bytes.length, false)]);
                }
                case MapValue map -> entry(map, index);
                default -> throw new FunctionException("can't index item of type " + Values.typeName(item));
            };
        }
        return item;
    }

    private static @Nullable Object entry(MapValue map, @Nullable Object key) {
        return switch (key) {
            case null -> throw new FunctionException("value is nil; should be of type string");
            case String text -> {
                Object value = map.entries().get(text);
                GoType element = map.type().element();
                yield value == null && element != null ? element.zero() : value;
            }
            default -> throw new FunctionException("value has type " + Values.typeName(key) + "; should be string");
        };
    }

    static Object slice(List<@Nullable Object> arguments) {
        Object item = arguments.getFirst();
        List<@Nullable Object> indexes = arguments.subList(1, arguments.size());
        if (item == null) {
            throw new FunctionException("slice of untyped nil");
        }
        if (indexes.size() > 3) {
            throw new FunctionException("too many slice indexes: " + indexes.size());
        }
        if (indexes.size() == 3 && item instanceof String) {
            throw new FunctionException("cannot 3-index slice a string");
        }
        byte[] bytes = item instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
        int length = switch (item) {
            case String _ -> bytes.length;
            case ListValue list -> list.items().size();
            default -> throw new FunctionException("can't slice item of type " + Values.typeName(item));
        };
        int from = indexes.isEmpty() ? 0 : position(indexes.getFirst(), length, true);
        int to = indexes.size() < 2 ? length : position(indexes.get(1), length, true);
        int most = indexes.size() < 3 ? length : position(indexes.get(2), length, true);
        if (from > to || to > most) {
            throw new FunctionException("invalid slice index: " + (from > to ? from + " > " + to : to + " > " + most));
        }
        return item instanceof ListValue list ? new ListValue(list.type(), list.items().subList(from, to))
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static long length(@Nullable Object item) {
        return switch (item) {
            case null -> throw new FunctionException("len of nil pointer");
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case ListValue list -> list.items().size();
            case MapValue map -> map.entries().size();
            default -> throw new FunctionException("len of type " + Values.typeName(item));
        };
    }

    private static int position(@Nullable Object index, int length, boolean mayBeEnd) {
        Object number = Values.base(index);
        if (index == null) {
            throw new FunctionException("cannot index slice/array with nil");
        }
        if (!(number instanceof Long position)) {
            throw new FunctionException("cannot index slice/array with type " + Values.typeName(index));
        }
        if (position < 0 || position > length || position == length && !mayBeEnd) {
            throw new FunctionException("index out of range: " + position);
        }
        return position.intValue();
    }
}
