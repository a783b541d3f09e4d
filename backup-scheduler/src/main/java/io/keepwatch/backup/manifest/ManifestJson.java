package io.keepwatch.backup.manifest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes manifests and reads them, also those of newer versions that have only added to the format.
public final class ManifestJson {

    private static final Set<String> MAY_BE_NULL = Set.of("slot", "encryption", "checksum");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private record Format(@Nullable Integer format) {}

    private ManifestJson() {}

    /// The same manifest always gives the same bytes.
    public static byte[] write(Manifest manifest) {
        return JSON.writeValueAsBytes(manifest);
    }

    /// @param where for messages, e.g. `v1/quotes/…/manifest.json in s3-main`
    public static Manifest read(byte[] json, String where) throws ManifestException {
        try {
            Format named = JSON.readValue(json, Format.class); // null when the JSON says so
            Integer format = named == null ? null : named.format();
            if (format == null) {
                throw new ManifestException("Cannot read the manifest " + where + ": it names no format", "Restore it from another copy", null);
            }
            if (format > Manifest.FORMAT) {
                throw new ManifestException("Cannot read the manifest " + where + ": it has format " + format + ", we know up to "
                        + Manifest.FORMAT, "Use the version of Keepwatch that wrote it, or a newer one", null);
            }
            Manifest manifest = JSON.readValue(json, Manifest.class);
            Optional<String> missing = missing(manifest);
            if (missing.isPresent()) {
                throw new ManifestException("Cannot read the manifest " + where + ": the field " + missing.get() + " is missing",
                        "Restore it from another copy", null);
            }
            return manifest;
        } catch (JacksonException e) {
            throw new ManifestException("Cannot read the manifest " + where + ": " + e.getOriginalMessage(), "Restore it from another copy", e);
        }
    }

    private static Optional<String> missing(Record read) {
        return Arrays.stream(read.getClass().getRecordComponents())
                .flatMap(component -> missing(component.getName(), value(read, component)).stream())
                .findFirst();
    }

    private static Optional<String> missing(String name, @Nullable Object value) {
        return switch (value) {
            case null -> MAY_BE_NULL.contains(name) ? Optional.empty() : Optional.of(name);
            case Record inner -> missing(inner).map(within -> name + "." + within);
            case List<?> list -> list.stream().flatMap(element -> missing(name, element).stream()).findFirst();
            default -> Optional.empty();
        };
    }

    private static @Nullable Object value(Record read, RecordComponent component) {
        try {
            return component.getAccessor().invoke(read);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot read a component of a public record", e);
        }
    }
}
