package io.keepwatch.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;

/// Chooses the record for a place in the file by the key `type` that stands there.
final class Variants {

    static final String TYPE = "type";

    private final List<SettingsVariant<?>> variants;

    Variants(List<SettingsVariant<?>> variants) {
        this.variants = List.copyOf(variants);
        for (SettingsVariant<?> variant : variants) {
            if (variants.stream().filter(other -> other.port() == variant.port() && other.type().equals(variant.type())).count() > 1) {
                throw new IllegalArgumentException("Two variants of " + variant.port() + " are called " + variant.type());
            }
        }
    }

    /// Around `parent`, which does the rest.
    BindHandler choosing(BindHandler parent) {
        return new Choosing(parent);
    }

    boolean isPort(@Nullable Class<?> type) {
        return variants.stream().anyMatch(variant -> variant.port() == type);
    }

    Optional<Class<?>> record(Class<?> port, @Nullable String type) {
        return variants.stream()
                .filter(variant -> variant.port() == port && variant.type().equals(type))
                .findFirst()
                .map(SettingsVariant::record);
    }

    String types(Class<?> port) {
        return variants.stream()
                .filter(variant -> variant.port() == port)
                .map(SettingsVariant::type)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private final class Choosing extends AbstractBindHandler {

        private final BindHandler parent;

        Choosing(BindHandler parent) {
            super(parent);
            this.parent = parent;
        }

        @Override
        public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
            Class<?> port = target.getType().resolve();
            if (port == null || !isPort(port) || !stands(name, context)) {
                return super.onStart(name, target, context);
            }
            super.onStart(name, target, context);
            return chosen(name, port, context);
        }

        private <T> Bindable<T> chosen(ConfigurationPropertyName name, Class<?> port, BindContext context) {
            var key = name.append(TYPE);
            // bound for its own sake too: the parent refuses what nothing was bound to
            String type = context.getBinder().bind(key, Bindable.of(String.class), parent).orElse(null);
            if (type == null) {
                throw new UnboundTypeException(key.toString(), null, "it is missing; valid here: " + types(port));
            }
            @SuppressWarnings("unchecked") // the variant's record is a subtype of the port, which is T
            Class<T> record = (Class<T>) record(port, type).orElseThrow(
                    () -> new UnboundTypeException(key.toString(), type, "no such type; valid here: " + types(port)));
            return Bindable.of(record);
        }

        private static boolean stands(ConfigurationPropertyName name, BindContext context) {
            for (var source : context.getSources()) {
                if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT || source.getConfigurationProperty(name) != null) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The key `type` leads to no variant.
    static final class UnboundTypeException extends RuntimeException {

        private final String key;
        private final @Nullable String value;

        private UnboundTypeException(String key, @Nullable String value, String valid) {
            super(valid);
            this.key = key;
            this.value = value;
        }

        String key() {
            return key;
        }

        @Nullable String value() {
            return value;
        }
    }
}
