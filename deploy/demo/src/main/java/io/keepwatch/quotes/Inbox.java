package io.keepwatch.quotes;

import io.keepwatch.quotes.inbox.InboxServer;
import io.keepwatch.quotes.program.Program;
import java.time.Clock;

/// The program inbox: shows what a webhook receiver gets. Environment: `INBOX_PORT` (0 or absent: any).
public final class Inbox {

    private Inbox() {}

    static void main() {
        Program.run("inbox", environment -> {
            InboxServer server = InboxServer.start(environment, Clock.systemUTC());
            System.out.println("inbox: listens on http://127.0.0.1:" + server.port());
            return server;
        });
    }
}
