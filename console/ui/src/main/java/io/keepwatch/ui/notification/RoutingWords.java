package io.keepwatch.ui.notification;

import io.keepwatch.alerting.routing.ActiveRouting.Setup;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.util.ArrayList;
import java.util.List;

/// Routes in words.
final class RoutingWords {

    private RoutingWords() {}

    /// Where the routing comes from.
    static String source(Setup setup, PageContext page) {
        String since = ", in use since " + new TimeFormat(page.zone()).near(setup.since(), page.now());
        return (setup.file() == null ? "built in, from the settings" : setup.file()) + since;
    }

    /// Which alerts it takes, of those that its parent takes.
    static String matchers(Route route, boolean root) {
        return route.matchers().isEmpty() ? root ? "all alerts" : "all of them" : MatcherText.write(route.matchers());
    }

    static String grouping(Route route) {
        return route.groupByAll() ? "each alert by itself" : route.groupBy().isEmpty() ? "all together" : "together by " + String.join(", ", route.groupBy());
    }

    static String timing(Route route) {
        return "after " + Format.age(route.groupWait()) + ", then every " + Format.age(route.groupInterval()) + " when there is news, again after "
                + Format.age(route.repeatInterval());
    }

    /// Empty when it is always told.
    static String times(Route route) {
        List<String> words = new ArrayList<>();
        if (!route.muteTimeIntervals().isEmpty()) {
            words.add("not in " + String.join(", ", route.muteTimeIntervals()));
        }
        if (!route.activeTimeIntervals().isEmpty()) {
            words.add("only in " + String.join(", ", route.activeTimeIntervals()));
        }
        return String.join("; ", words);
    }
}
