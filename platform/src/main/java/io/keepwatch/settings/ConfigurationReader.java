package io.keepwatch.settings;

import java.beans.PropertyEditorSupport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.PropertyEditorRegistry;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// Turns the text of `keepwatch.yaml` into a [Configuration], or says in one line why not.
final class ConfigurationReader {

    private final String file;
    private final Path folder;
    private final List<ConfigurationSection<?>> sections;
    private final List<SettingsVariant<?>> alternatives;
    private final Variants variants;
    private final Map<String, String> environment;
    private final ApplicationConversionService conversions = new ApplicationConversionService();

    ConfigurationReader(
            Path file, List<ConfigurationSection<?>> sections, List<SettingsVariant<?>> variants, Map<String, String> environment) {
        this(file.toString(), file.toAbsolutePath().normalize().getParent(), sections, variants, environment);
    }

    private ConfigurationReader(
            String file,
            Path folder,
            List<ConfigurationSection<?>> sections,
            List<SettingsVariant<?>> alternatives,
            Map<String, String> environment) {
        this.file = file;
        this.folder = folder;
        this.sections = List.copyOf(sections);
        this.alternatives = List.copyOf(alternatives);
        this.variants = new Variants(alternatives);
        this.environment = environment;
        conversions.addConverter(String.class, Duration.class, Values::duration);
        conversions.addConverter(Number.class, Duration.class, number -> Values.duration(number.toString()));
        conversions.addConverter(String.class, Secret.class, text -> Secret.reference(text, folder, environment));
    }

    /// The same rules for a text that error messages call by another name.
    ConfigurationReader named(String name) {
        return new ConfigurationReader(name, folder, sections, alternatives, environment);
    }

    /// @throws InvalidSettingException when anything in it cannot be used
    Configuration read(byte[] yaml) {
        @Nullable EnumerablePropertySource<?> source = parse(yaml);
        Iterable<ConfigurationPropertySource> properties =
                source == null ? List.of() : ConfigurationPropertySources.from(source);
        if (source != null) {
            refuseUnclaimed(source);
        }
        var binder = new Binder(properties, null, conversions, this::registerPathEditor, null);
        var bound = new HashMap<ConfigurationSection<?>, Object>();
        for (ConfigurationSection<?> section : sections) {
            bound.put(section, bind(binder, section, source));
        }
        return new Configuration(bound, WrittenKeys.read(yaml));
    }

    /// An editor, for Spring's own editor of paths comes before any converter.
    private void registerPathEditor(PropertyEditorRegistry editors) {
        editors.registerCustomEditor(Path.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                setValue(folder.resolve(text).normalize());
            }
        });
    }

    private @Nullable EnumerablePropertySource<?> parse(byte[] yaml) {
        try {
            List<PropertySource<?>> documents =
                    new YamlPropertySourceLoader().load("configuration", new ByteArrayResource(yaml, file));
            if (documents.size() > 1) {
                throw InvalidSettingException.unreadable(file, "it holds more than one YAML document; remove the line ---");
            }
            WrittenKeys.check(yaml, file);
            return documents.isEmpty() ? null : mapping((EnumerablePropertySource<?>) documents.getFirst());
        } catch (MarkedYAMLException e) {
            String place = e.getProblemMark() == null ? file : file + ":" + (e.getProblemMark().getLine() + 1);
            throw InvalidSettingException.unreadable(place, "it is not YAML: " + e.getProblem());
        } catch (YAMLException | IOException | IllegalStateException | IllegalArgumentException | ClassCastException e) {
            throw InvalidSettingException.unreadable(file, "it is not YAML: " + e.getMessage());
        }
    }

    /// The loader calls a document that is a list or a scalar `document`.
    private EnumerablePropertySource<?> mapping(EnumerablePropertySource<?> document) {
        for (String name : document.getPropertyNames()) {
            if (name.equals("document") || name.startsWith("document[")) {
                throw InvalidSettingException.unreadable(file, "it is not a mapping; start it with keepwatch:");
            }
        }
        return document;
    }

    private <T> T bind(Binder binder, ConfigurationSection<T> section, @Nullable EnumerablePropertySource<?> source) {
        var handler = variants.choosing(new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        try {
            return section.isList() ? list(binder, section, handler) : binder.bindOrCreate(section.key(), Bindable.of(section.type()), handler);
        } catch (BindException e) {
            throw explain(e, section, source);
        }
    }

    private static <T> T list(Binder binder, ConfigurationSection<T> section, BindHandler handler) {
        var type = ResolvableType.forMethodReturnType(section.type().getRecordComponents()[0].getAccessor());
        Object items = binder.bind(section.key(), Bindable.of(type), handler).orElse(List.of());
        return BeanUtils.instantiateClass(BeanUtils.getResolvableConstructor(section.type()), items);
    }

    private InvalidSettingException explain(
            BindException e, ConfigurationSection<?> section, @Nullable EnumerablePropertySource<?> source) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnboundConfigurationPropertiesException unbound when section.isList() -> {
                    return InvalidSettingException.of(section.key(), null, place(section.key(), source), "it is a list; start each entry with a dash");
                }
                case UnboundConfigurationPropertiesException unbound -> {
                    return unknown(outermost(unbound, section), source, section);
                }
                case UnusableValueException unusable -> {
                    String name = section.key() + "." + unusable.key();
                    return InvalidSettingException.of(name, unusable.value(), place(name, source), reason(unusable));
                }
                case Variants.UnboundTypeException unbound -> {
                    return InvalidSettingException.of(unbound.key(), unbound.value(), place(unbound.key(), source), reason(unbound));
                }
                default -> { }
            }
        }
        var property = e.getProperty();
        String name = property == null ? e.getName().toString() : property.getName().toString();
        return InvalidSettingException.of(name, property == null ? null : property.getValue(), place(name, source), reason(e));
    }

    private static String outermost(UnboundConfigurationPropertiesException unbound, ConfigurationSection<?> section) {
        return unbound.getUnboundProperties().stream()
                .map(property -> property.getName().toString().replaceFirst("\\[\\d+]$", ""))
                .min(Comparator.naturalOrder())
                .orElse(section.key());
    }

    private InvalidSettingException unknown(
            String name, @Nullable EnumerablePropertySource<?> source, ConfigurationSection<?> section) {
        var keys = new SectionKeys(section, variants, key -> source == null ? null : source.getProperty(key));
        return unknown(name, source, keys.validNextTo(name));
    }

    private InvalidSettingException unknown(String name, @Nullable EnumerablePropertySource<?> source, List<String> valid) {
        String hint = valid.isEmpty() ? "" : "; valid here: " + String.join(", ", valid);
        return InvalidSettingException.of(name, null, place(name, source), "no such setting" + hint);
    }

    private static String reason(RuntimeException own) {
        return String.valueOf(own.getMessage());
    }

    /// The innermost message of our own converters and records, or what kind of value is expected.
    private static String reason(BindException e) {
        String own = null;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            boolean ours = cause.getClass() == IllegalArgumentException.class && cause.getMessage() != null;
            if (ours && !cause.getMessage().startsWith("No enum constant")) {
                own = cause.getMessage();
            }
            if (cause instanceof NumberFormatException) {
                return "use a number";
            }
        }
        Class<?> type = e.getTarget().getType().resolve(Object.class);
        if (type.isEnum()) {
            return "use one of " + SectionKeys.constants(type);
        }
        if (type == boolean.class || type == Boolean.class) {
            return "use true or false";
        }
        return own == null ? "use a value of type " + type.getSimpleName() : own;
    }

    /// What stands in the file outside every section, or where a section's keys should stand.
    private void refuseUnclaimed(EnumerablePropertySource<?> source) {
        for (String raw : source.getPropertyNames()) {
            var name = ConfigurationPropertyName.adapt(raw, '.');
            var keys = sections.stream().map(section -> ConfigurationPropertyName.of(section.key())).toList();
            if (keys.stream().anyMatch(key -> key.isAncestorOf(name))) {
                continue;
            }
            if (keys.stream().noneMatch(key -> key.equals(name) || name.isAncestorOf(key))) {
                throw unclaimed(name, raw, source);
            }
            Object value = source.getProperty(raw);
            if (sections.stream().anyMatch(section -> section.isList() && ConfigurationPropertyName.of(section.key()).equals(name))) {
                continue; // one entry, or several with commas between them
            }
            if (value != null && !value.toString().isEmpty()) { // an empty mapping, `telemetry:`, is harmless
                throw InvalidSettingException.of(name.toString(), value, place(name.toString(), source),
                        "expected the keys " + String.join(", ", validBelow(name)));
            }
        }
    }

    /// Names the outermost part that leads to no section, and what could stand there.
    private InvalidSettingException unclaimed(ConfigurationPropertyName name, String raw, EnumerablePropertySource<?> source) {
        var known = ConfigurationPropertyName.EMPTY;
        for (int length = 1; length < name.getNumberOfElements(); length++) {
            var prefix = name.chop(length);
            if (sections.stream().noneMatch(section -> prefix.isAncestorOf(ConfigurationPropertyName.of(section.key())))) {
                break;
            }
            known = prefix;
        }
        var parent = known;
        var wrong = name.isEmpty() ? raw : name.chop(parent.getNumberOfElements() + 1).toString();
        return unknown(wrong, source, validBelow(parent));
    }

    /// The keys that may stand below `parent`, which is a section, or leads to one.
    private List<String> validBelow(ConfigurationPropertyName parent) {
        return sections.stream()
                .flatMap(section -> {
                    var key = ConfigurationPropertyName.of(section.key());
                    if (key.equals(parent)) {
                        return SectionKeys.of(section.type()).stream();
                    }
                    return parent.isAncestorOf(key)
                            ? Stream.of(key.getElement(parent.getNumberOfElements(), ConfigurationPropertyName.Form.DASHED))
                            : Stream.of();
                })
                .distinct()
                .sorted()
                .toList();
    }

    /// File and line of a key, or of the first key below it; of what it is missing from when it does not stand there at all.
    private String place(String name, @Nullable EnumerablePropertySource<?> source) {
        if (source != null) {
            for (var wanted = ConfigurationPropertyName.adapt(name, '.'); !wanted.isEmpty(); wanted = wanted.getParent()) {
                OptionalInt line = firstLine(wanted, source);
                if (line.isPresent()) {
                    return file + ":" + line.getAsInt();
                }
            }
        }
        return file;
    }

    private static OptionalInt firstLine(ConfigurationPropertyName wanted, EnumerablePropertySource<?> source) {
        return Stream.of(source.getPropertyNames())
                .filter(raw -> {
                    var candidate = ConfigurationPropertyName.adapt(raw, '.');
                    return candidate.equals(wanted) || wanted.isAncestorOf(candidate);
                })
                .map(raw -> origin(source, raw))
                .filter(TextResourceOrigin.class::isInstance)
                .mapToInt(origin -> ((TextResourceOrigin) origin).getLocation().getLine() + 1)
                .min();
    }

    private static @Nullable Object origin(EnumerablePropertySource<?> source, String name) {
        return source instanceof OriginTrackedMapPropertySource tracked ? tracked.getOrigin(name) : null;
    }
}
