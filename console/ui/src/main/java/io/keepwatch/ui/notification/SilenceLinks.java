package io.keepwatch.ui.notification;

import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.page.PageContext;
import java.util.Map;

/// Addresses of silences, and the parameters in them.
final class SilenceLinks {

    static final String PATH = "alerts/silences";
    static final String SILENCE = "silence";
    static final String EDIT = "edit";
    static final String NEW = "new";
    static final String MATCHERS = "matchers";

    private SilenceLinks() {}

    static String silence(PageContext page, String id) {
        return page.link(PATH, Map.of(SILENCE, id));
    }

    /// Another one that mutes the same.
    static String again(PageContext page, Silence silence) {
        return page.link(PATH, Map.of(NEW, "1", MATCHERS, SilenceWords.matchers(silence)));
    }
}
