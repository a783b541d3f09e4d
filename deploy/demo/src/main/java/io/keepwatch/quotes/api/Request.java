package io.keepwatch.quotes.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a handler needs to know of a request.
///
/// @param path the parts of the path that the route's template leaves open, e.g. `id` of `/quotes/{id}`
record Request(Map<String, String> path, @Nullable String rawQuery, InputStream body) {

    private static final int LARGEST_BODY = 16 * 1024;

    long id() {
        String text = path.getOrDefault("id", "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new HttpFailure(404, "There is nothing with the id " + text);
        }
    }

    Optional<String> query(String name) {
        if (rawQuery == null) {
            return Optional.empty();
        }
        for (String pair : rawQuery.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && parts[0].equals(name)) {
                return Optional.of(decoded(parts[1]));
            }
        }
        return Optional.empty();
    }

    /// A text field of the JSON body.
    String text(JsonNode json, String field, int longest) {
        JsonNode value = json.path(field);
        if (!value.isString() || value.stringValue().isBlank() || value.stringValue().length() > longest) {
            throw new HttpFailure(400, "Field " + field + " must be a text of 1 to " + longest + " characters");
        }
        return value.stringValue();
    }

    JsonNode json(JsonMapper mapper) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw new HttpFailure(413, "A body may have " + LARGEST_BODY + " bytes");
        }
        try {
            return mapper.readTree(bytes);
        } catch (JacksonException e) {
            throw new HttpFailure(400, "The body is no JSON: " + e.getOriginalMessage());
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(400, "The query is wrongly encoded: " + e.getMessage());
        }
    }
}
