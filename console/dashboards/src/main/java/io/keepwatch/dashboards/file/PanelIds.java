package io.keepwatch.dashboards.file;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Gives each panel of a dashboard an id that stays the same as long as its title does.
final class PanelIds {

    private final Set<String> given = new HashSet<>();

    String next(String title) {
        String slug = slug(title);
        String id = slug;
        for (int i = 2; !given.add(id); i++) {
            id = slug + "-" + i;
        }
        return id;
    }

    static String slug(String title) {
        String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "panel" : slug;
    }
}
