package io.keepwatch.prometheus;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Tells whether the client of a request has closed its connection while its answer is still being calculated. A servlet cannot
/// learn that before it writes; Tomcat can: it looks for more input without waiting, and finds the end of it.
final class ClientGone extends ValveBase {

    private static final String ATTRIBUTE = ClientGone.class.getName();

    ClientGone() {
        super(true);
    }

    /// To be asked on the request's thread, once its parameters are read.
    static BooleanSupplier of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof BooleanSupplier gone ? gone : () -> false;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getRequestURI(); // null when Tomcat cannot read it
        if (path != null && path.startsWith("/api/v1/")) {
            request.setAttribute(ATTRIBUTE, (BooleanSupplier) () -> endOfInput(request.getCoyoteRequest()));
        }
        getNext().invoke(request, response);
    }

    /// At the end of the input Tomcat claims one available byte, so that a reader would learn of the end. Whoever sends the next request
    /// before the answer to this one sends more than one byte.
    private static boolean endOfInput(org.apache.coyote.Request request) {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() == 1;
    }
}
