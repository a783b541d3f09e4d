package io.keepwatch.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.LiveState;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.util.Locale;

/// `Live · 2 s`, `Paused 02:38`, `Stale 48 s`, `History`; the browser itself adds `No link, 5 s` and counts the seconds.
/// It also tells when to pause: text is selected, a menu is open, the tab is hidden.
@Tag("kw-live")
@JsModule("context://kw/kw-live.js")
final class LiveButton extends Component {

    private final PageContext page;
    private long shown;

    LiveButton(PageContext page) {
        this.page = page;
        page.onLiveChange(this, this::show);
        addAttachListener(event -> show(page.live()));
        getElement().addEventListener("kw-toggle", event -> page.toggleLive());
        getElement().addEventListener("kw-pause", event -> page.pause(event.getEventData().path("event.detail.reason").asString("")))
                .addEventData("event.detail.reason");
    }

    private void show(LiveState state) {
        getElement().setAttribute("mode", state.mode().name().toLowerCase(Locale.ROOT));
        getElement().setAttribute("reason", state.reason() == null ? "" : state.reason());
        getElement().setAttribute("clock", new TimeFormat(page.zone()).minutes(state.newest()));
        // with a number that differs each time: the browser counts from when an attribute changes
        getElement().setAttribute("age", Duration.between(state.newest(), page.now()).toMillis() + " " + ++shown);
    }
}
