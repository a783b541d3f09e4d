package io.keepwatch.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/// Knows which keys a section's record has, for the hint in an error message.
final class SectionKeys {

    private final ConfigurationSection<?> section;
    private final Variants variants;
    private final Function<String, @Nullable Object> values;

    /// @param values gives the value of a key in the file, or null
    SectionKeys(ConfigurationSection<?> section, Variants variants, Function<String, @Nullable Object> values) {
        this.section = section;
        this.variants = variants;
        this.values = values;
    }

    /// The keys that stand beside `name` by the section's record; empty when any key may.
    List<String> validNextTo(String name) {
        var wanted = ConfigurationPropertyName.of(name);
        int depth = ConfigurationPropertyName.of(section.key()).getNumberOfElements();
        Type type = section.type();
        for (int i = depth; i < wanted.getNumberOfElements() - 1; i++) {
            Type next = stepInto(type, wanted.getElement(i, ConfigurationPropertyName.Form.DASHED));
            if (next == null) {
                break;
            }
            type = next;
            Object word = values.apply(wanted.chop(i + 1).append(Variants.TYPE).toString());
            var variant = variants.record(rawClass(type), word == null ? null : word.toString());
            if (variant.isPresent()) {
                return Stream.concat(Stream.of(Variants.TYPE), of(variant.get()).stream()).sorted().toList();
            }
        }
        return rawClass(type).isRecord() ? of(rawClass(type)) : List.of();
    }

    static List<String> of(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).map(SectionKeys::key).sorted().toList();
    }

    static String constants(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Type stepInto(Type type, String element) {
        Class<?> raw = rawClass(type);
        if (raw.isRecord()) {
            return Arrays.stream(raw.getRecordComponents())
                    .filter(component -> key(component).equals(element))
                    .map(RecordComponent::getGenericType)
                    .findFirst()
                    .orElse(null);
        }
        boolean container = Map.class.isAssignableFrom(raw) || Iterable.class.isAssignableFrom(raw);
        return container && type instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]
                : null;
    }

    private static Class<?> rawClass(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> Object.class;
        };
    }

    private static String key(RecordComponent component) {
        return DataObjectPropertyName.toDashedForm(component.getName());
    }
}
