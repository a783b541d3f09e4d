package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/// The alphabet of states and events, the same in charts, lanes, lists and search: the shape differs, never the colour
/// alone. In a renderer's template: `<kw-glyph name="crit"></kw-glyph>`.
public enum Glyph {
    CRITICAL("crit", "critical"), WARNING("warn", "warning"), GOOD("ok", "good"), RUNNING("run", "running"),
    WAITING("wait", "waiting"), STALE("stale", "stale"), POINT_VERIFIED("kv", "restore point, verified"),
    POINT_UNVERIFIED("ku", "restore point, checksum only"), POINT_UNSAFE("kx", "restore point, unsafe"),
    DEPLOY("dep", "deploy"), ROLLBACK("rb", "rollback"), COMMIT("com", "commit"), MIGRATION("mig", "migration"),
    PERSON("hum", "person");

    private final String text;
    private final String words;

    Glyph(String text, String words) {
        this.text = text;
        this.words = words;
    }

    /// The name in `kw-icons.js`.
    public String text() {
        return text;
    }

    /// What it says to those who do not see it.
    public String words() {
        return words;
    }

    /// Alone: its accessible name is its meaning.
    public Component create() {
        var shape = new Shape(text);
        shape.getElement().setAttribute("role", "img").setAttribute("aria-label", words);
        return shape;
    }

    /// Beside words that say the same.
    public Component decorative() {
        var shape = new Shape(text);
        shape.getElement().setAttribute("aria-hidden", "true");
        return shape;
    }

    @Tag("kw-glyph")
    @JsModule("context://kw/kw-icons.js")
    private static final class Shape extends Component implements HasStyle {
        Shape(String name) {
            getElement().setAttribute("name", name);
        }
    }
}
