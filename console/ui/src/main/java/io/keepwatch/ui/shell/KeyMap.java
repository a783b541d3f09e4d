package io.keepwatch.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.PageKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The keys that work on every page, and the browser's side of those of the open page. `?` lists them all.
@Tag("kw-keys")
@JsModule("context://kw/kw-keys.js")
final class KeyMap extends Component {

    private final PageContext page;
    private final List<PageKeys.Binding> global = new ArrayList<>();

    KeyMap(PageContext page) {
        this.page = page;
        for (NavMenu.Page target : NavMenu.pages()) {
            GoKeys.letter(target.path()).ifPresent(letter ->
                    global.add(new PageKeys.Binding("g " + letter, target.title(), () -> page.open(page.link(target.path())))));
        }
        global.add(new PageKeys.Binding("[", "earlier", () -> page.select(page.selection().shift(-1, page.now()))));
        global.add(new PageKeys.Binding("]", "later", () -> page.select(page.selection().shift(1, page.now()))));
        global.add(new PageKeys.Binding("-", "zoom out", () -> page.select(page.selection().zoom(true, page.now()))));
        global.add(new PageKeys.Binding("=", "zoom in", () -> page.select(page.selection().zoom(false, page.now()))));
        global.add(new PageKeys.Binding("space", "pause or resume", page::toggleLive));
        global.add(new PageKeys.Binding("y", "copy a link that keeps this picture",
                () -> getElement().callJsFunction("copyLink", page.permanentLink())));
        page.keys().onChange(this::send);
        addAttachListener(event -> send());
        getElement().addEventListener("kw-key", event -> press(event.getEventData().path("event.detail.key").asString("")))
                .addEventData("event.detail.key");
    }

    private void send() {
        if (isAttached()) {
            getElement().callJsFunction("setKeys", json(global), json(page.keys().bindings()));
        }
    }

    private void press(String key) {
        page.keys().press(key);
        global.stream().filter(binding -> binding.key().equals(key)).findFirst().ifPresent(binding -> binding.action().run());
    }

    private static List<Map<String, String>> json(List<PageKeys.Binding> bindings) {
        return bindings.stream().map(binding -> Map.of("key", binding.key(), "words", binding.words())).toList();
    }
}
