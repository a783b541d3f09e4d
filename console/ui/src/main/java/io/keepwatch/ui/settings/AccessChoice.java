package io.keepwatch.ui.settings;

import io.keepwatch.ui.page.PageContext;

/// Whom or what the right side of the access page shows, as it stands in the URL: `user=ann`, `token=…`, `new=user`.
final class AccessChoice {

    static final String USER = "user";
    static final String TOKEN = "token";
    static final String NEW = "new";

    private AccessChoice() {}

    /// Names one of them and forgets the others.
    static void choose(PageContext page, String parameter, String value) {
        for (String each : new String[] {USER, TOKEN, NEW}) {
            page.note(each, each.equals(parameter) ? value : null);
        }
    }
}
