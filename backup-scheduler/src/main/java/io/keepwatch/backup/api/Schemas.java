package io.keepwatch.backup.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// JSON schemas of the records that our controllers take and give.
final class Schemas {

    private final Map<String, Object> named = new TreeMap<>();

    Map<String, Object> named() {
        return named;
    }

    Map<String, Object> of(Type type) {
        return switch (type) {
            case ParameterizedType generic when generic.getRawType() instanceof Class<?> raw -> generic(raw, generic.getActualTypeArguments());
            case Class<?> plain -> plain(plain);
            default -> Map.of();
        };
    }

    private Map<String, Object> generic(Class<?> raw, Type[] arguments) {
        if (Collection.class.isAssignableFrom(raw)) {
            return Map.of("type", "array", "items", of(arguments[0]));
        }
        return Map.class.isAssignableFrom(raw) ? Map.of("type", "object", "additionalProperties", of(arguments[1])) : of(arguments[0]);
    }

    private Map<String, Object> plain(Class<?> type) {
        if (type == String.class) {
            return Map.of("type", "string");
        }
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Map.of("type", "integer", "format", type == int.class || type == Integer.class ? "int32" : "int64");
        }
        if (type == double.class || type == Double.class) {
            return Map.of("type", "number");
        }
        if (type.isEnum()) {
            return Map.of("type", "string", "enum", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
        }
        return type.isRecord() ? record(type) : Map.of("type", "object");
    }

    private Map<String, Object> record(Class<?> type) {
        String name = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        if (!named.containsKey(name)) {
            named.put(name, Map.of()); // one that contains itself finds its name
            var properties = new LinkedHashMap<String, Object>();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.put(component.getName(), of(component.getGenericType()));
            }
            named.put(name, Map.of("type", "object", "properties", properties));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }
}
