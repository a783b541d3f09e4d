package io.keepwatch.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.aura.Aura;

/// The HTML page around the console: style sheets, push, icon.
@Push(transport = Transport.WEBSOCKET_XHR)
@Viewport("width=device-width, initial-scale=1")
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://kw/vendor/jetbrains-mono/wght.css")
@StyleSheet("context://kw/kw-tokens.css")
@StyleSheet("context://kw/kw-shell.css")
@StyleSheet("context://kw/kw-elements.css")
public class ConsoleShell implements AppShellConfigurator {

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.addLink("icon", "kw/keepwatch.svg");
        settings.addMetaTag("color-scheme", "light dark");
    }
}
