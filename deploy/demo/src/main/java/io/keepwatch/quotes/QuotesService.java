package io.keepwatch.quotes;

import io.keepwatch.quotes.api.QuotesServer;
import io.keepwatch.quotes.program.Program;
import io.keepwatch.quotes.telemetry.Telemetry;

/// The program quotes-api.
///
/// Environment: `QUOTES_PORT` (0 or absent: any), `QUOTES_DB_URL`, `QUOTES_DB_USER`, `QUOTES_DB_PASSWORD`, `QUOTES_VERSION`,
/// `QUOTES_ADMIN_TOKEN` (without it there is nothing under `/admin/`), and OpenTelemetry's own `OTEL_…`.
public final class QuotesService {

    private QuotesService() {}

    static void main() {
        Program.run("quotes-api", environment -> {
            Telemetry telemetry = Telemetry.start("quotes-api", environment.find("QUOTES_VERSION").orElse("1.4.2"));
            QuotesServer server = QuotesServer.start(environment, telemetry);
            System.out.println("quotes-api: listens on http://127.0.0.1:" + server.port());
            return () -> {
                server.close();
                telemetry.close();
            };
        });
    }
}
