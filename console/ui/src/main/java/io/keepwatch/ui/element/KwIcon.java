package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/// The console's line icons, drawn by `kw-icons.js`. In a renderer's template: `<kw-icon name="svc"></kw-icon>`.
public enum KwIcon {
    LOGO("logo"), HOME("home"), FLAG("flag"), BELL("bell"), SERVICES("svc"), TRACES("trace"), LOGS("logs"), CHART("chart"),
    DASHBOARD("dash"), CUBE("cube"), SHIELD("shield"), POINT("point"), UNDO("undo"), GEAR("gear"), SEARCH("search"),
    HALF("half"), DOWN("down"), RIGHT("right"), CHECK("check"), CLOSE("x"), PAUSE("pause"), PLAY("play"),
    CLOCK("clock"), TABLE("table"), DOTS("dots"), PLUS("plus"), COPY("copy"), FILTER("filter"), DATABASE("db"),
    USER("user"), LINK("link"), MUTE("mute"), MAIL("mail"), CHAT("chat"), PHONE("phone"), LOCK("lock"), EYE("eye"),
    SWAP("swap"), MAP("map"), PULSE("pulse"), LIST("list"), DOWNLOAD("download"), KEY("key"), EXIT("exit");

    private final String text;

    KwIcon(String text) {
        this.text = text;
    }

    /// The name in `kw-icons.js`.
    public String text() {
        return text;
    }

    public Component create() {
        return new Icon(text);
    }

    /// In another size than 16 px.
    public Component create(int size) {
        var icon = new Icon(text);
        icon.getElement().setAttribute("size", String.valueOf(size));
        return icon;
    }

    /// An icon by the name that stands in a view's `@Menu(icon = …)`.
    public static Component named(String text) {
        return new Icon(text);
    }

    @Tag("kw-icon")
    @JsModule("context://kw/kw-icons.js")
    private static final class Icon extends Component implements HasStyle {
        Icon(String name) {
            getElement().setAttribute("name", name).setAttribute("aria-hidden", "true");
        }
    }
}
