package io.keepwatch.ui.page;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import jakarta.servlet.http.Cookie;
import java.util.Optional;
import java.util.stream.Stream;

/// What a browser remembers of a person's taste: cookies, so that the first byte of the next page already has it.
public final class BrowserMemory {

    private static final int ONE_YEAR = 365 * 24 * 3600;

    private BrowserMemory() {}

    public static Optional<String> read(String name) {
        return Optional.ofNullable(VaadinRequest.getCurrent()).flatMap(request -> read(request, name));
    }

    public static Optional<String> read(VaadinRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies).filter(c -> c.getName().equals(name)).map(Cookie::getValue).findFirst();
    }

    public static void write(String name, String value) {
        VaadinResponse response = VaadinResponse.getCurrent();
        if (response == null) {
            return; // a push has no response to carry it; the next click has
        }
        var cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge(ONE_YEAR);
        cookie.setAttribute("SameSite", "Lax");
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
    }
}
