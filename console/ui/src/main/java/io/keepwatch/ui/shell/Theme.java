package io.keepwatch.ui.shell;

import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import io.keepwatch.ui.page.BrowserMemory;
import org.springframework.stereotype.Component;

/// Light or dark as the person chose it, written into the first HTML so that no page flashes in the other; without a
/// choice, as the operating system says.
@Component
class Theme implements VaadinServiceInitListener {

    private static final String COOKIE = "kw-theme";

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(Theme::write);
    }

    private static void write(IndexHtmlResponse response) {
        var html = response.getDocument().selectFirst("html");
        BrowserMemory.read(response.getVaadinRequest(), COOKIE).filter(Theme::valid).ifPresent(theme -> {
            if (html != null) {
                html.attr("theme", theme).attr("style", "color-scheme: " + theme);
            }
        });
    }

    private static boolean valid(String theme) {
        return theme.equals("light") || theme.equals("dark");
    }

    static void remember(ColorScheme.Value scheme) {
        BrowserMemory.write(COOKIE, scheme.getValue());
    }
}
