package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.server.streams.DownloadHandler;

/// Copies a text to the clipboard in the browser and says so.
@Tag("kw-copy")
@JsModule("context://kw/kw-copy.js")
public final class CopyButton extends Component implements HasStyle {

    /// @param what what is copied, for its accessible name: "trace id"
    public CopyButton(String text, String what) {
        getElement().setAttribute("text", text).setAttribute("what", what);
    }

    /// Copies what can be read at an address at the moment of the click: for texts too long to lie ready in the browser.
    public static CopyButton from(DownloadHandler text, String what) {
        var button = new CopyButton("", what);
        button.getElement().setAttribute("from", text);
        return button;
    }

    /// Copies the whole address of a page of the console.
    ///
    /// @param address without a leading slash
    public static CopyButton ofLink(String address, String what) {
        var button = new CopyButton("", what);
        button.getElement().setAttribute("link", address);
        return button;
    }

    public void setText(String text) {
        getElement().setAttribute("text", text);
    }
}
