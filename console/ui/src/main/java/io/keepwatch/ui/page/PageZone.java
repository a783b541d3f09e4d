package io.keepwatch.ui.page;

import com.vaadin.flow.component.UI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// UTC, or the zone of the browser; remembered in a cookie.
final class PageZone {

    private static final String COOKIE = "kw-zone";

    private final UI ui;
    private boolean utc = BrowserMemory.read(COOKIE).filter("browser"::equals).isEmpty();

    PageZone(UI ui) {
        this.ui = ui;
    }

    boolean utc() {
        return utc;
    }

    void choose(boolean chosen) {
        utc = chosen;
        BrowserMemory.write(COOKIE, chosen ? "utc" : "browser");
    }

    ZoneId id() {
        var details = ui.getPage().getExtendedClientDetails();
        String name = details == null ? null : details.getTimeZoneId();
        if (utc || name == null || name.isBlank()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknownToJava) {
            return ZoneOffset.UTC;
        }
    }
}
