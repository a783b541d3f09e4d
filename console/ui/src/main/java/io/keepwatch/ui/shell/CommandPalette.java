package io.keepwatch.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Search or jump, `Ctrl K`: pages and recent places are found in the browser, the rest by every [JumpSource].
@Tag("kw-palette")
@JsModule("context://kw/kw-palette.js")
@StyleSheet("context://kw/kw-palette.css")
final class CommandPalette extends Component {

    private static final Logger LOG = LoggerFactory.getLogger(CommandPalette.class);

    private final PageContext page;
    private final List<JumpSource> sources;

    CommandPalette(PageContext page, List<JumpSource> sources) {
        this.page = page;
        this.sources = sources;
        getElement().addEventListener("kw-search", event ->
                        search(event.getEventData().path("event.detail.text").asString("")))
                .addEventData("event.detail.text");
        getElement().addEventListener("kw-jump", event ->
                        open(event.getEventData().path("event.detail.address").asString("")))
                .addEventData("event.detail.address");
        addAttachListener(event -> getElement().callJsFunction("setPages", NavMenu.pages().stream()
                .map(entry -> Map.of("kind", "page", "icon", entry.icon(), "title", entry.title(), "address", entry.path(),
                        "keys", GoKeys.letter(entry.path()).map(letter -> "G " + letter.toUpperCase(java.util.Locale.ROOT)).orElse("")))
                .toList()));
    }

    private void search(String text) {
        page.read(this, "search", () -> sources.stream().flatMap(source -> ask(source, text).stream()).toList(),
                found -> getElement().callJsFunction("setFound", text, found.stream().map(CommandPalette::json).toList()),
                problem -> LOG.warn("Cannot search for a jump", problem));
    }

    private static List<JumpSource.Jump> ask(JumpSource source, String text) {
        try {
            return source.find(text);
        } catch (RuntimeException e) {
            // one source that cannot answer must not hide the others
            LOG.warn("Cannot search in {}", source.getClass().getSimpleName(), e);
            return List.of();
        }
    }

    private void open(String address) {
        String[] parts = address.split("\\?", 2);
        page.open(parts.length == 1 ? page.link(address) : page.link(parts[0]) + "&" + parts[1]);
    }

    private static Map<String, String> json(JumpSource.Jump jump) {
        return Map.of("kind", jump.kind(), "icon", jump.icon(), "title", jump.title(), "address", jump.address());
    }
}
