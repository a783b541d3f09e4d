package io.keepwatch.quotes;

import io.keepwatch.quotes.program.Program;
import io.keepwatch.quotes.telemetry.Telemetry;
import io.keepwatch.quotes.web.Visitors;

/// The program quotes-web.
///
/// Environment: `QUOTES_API_URL`, `QUOTES_VISITS_PER_SECOND` (mean, 22), `QUOTES_WEB_VERSION`, and OpenTelemetry's own `OTEL_…`.
public final class QuotesClient {

    private QuotesClient() {}

    static void main() {
        Program.run("quotes-web", environment -> {
            Telemetry telemetry = Telemetry.start("quotes-web", environment.find("QUOTES_WEB_VERSION").orElse("5.8.1"));
            Visitors visitors = Visitors.start(environment, telemetry);
            System.out.println("quotes-web: visitors come");
            return () -> {
                visitors.close();
                telemetry.close();
            };
        });
    }
}
