package io.keepwatch.backup.target;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// What a key may be in every store: a relative path that stays where it is and that no store reads as another one.
public final class ObjectKeys {

    private static final int LONGEST = 900;

    /// As stores sort them: by their bytes in UTF-8, which Java's own order of strings is not.
    public static final Comparator<String> ORDER =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private ObjectKeys() {}

    /// @throws TargetException when the key is none
    public static String check(String key) throws TargetException {
        String wrong = fault(key);
        if (wrong != null) {
            throw new TargetException("Cannot use the key \"" + key + "\": " + wrong,
                    "Use names of backups and parts joined with /, without . or .. between them", false, null);
        }
        return key;
    }

    private static @Nullable String fault(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return "it is longer than " + LONGEST + " bytes";
        }
        if (key.chars().anyMatch(Character::isISOControl)) {
            return "it holds a control character";
        }
        for (String part : key.split("/", -1)) {
            if (part.isEmpty()) {
                return "a name between two / is empty";
            }
            if (part.equals(".") || part.equals("..")) {
                return "it leads out of its folder";
            }
        }
        return null;
    }
}
