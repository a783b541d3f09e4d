package io.keepwatch.quotes.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.quotes.program.Environment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InboxServerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final HttpClient client = HttpClient.newHttpClient();
    private InboxServer inbox;

    @BeforeEach
    void start() throws IOException {
        inbox = InboxServer.start(new Environment(Map.of()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        inbox.close();
        client.close();
    }

    @Test
    void keepsWhatArrivesOnAnyPathNewestFirst() throws Exception {
        assertThat(send("POST", "/pagerduty/v2/enqueue", "{\"a\": 1}").statusCode()).isEqualTo(202);
        assertThat(send("PUT", "/x?y=z", "plain").body()).contains("\"ok\":true");

        JsonNode messages = listing("").path("messages");
        assertThat(messages.size()).isEqualTo(2);
        assertThat(messages.get(0).path("path").stringValue()).isEqualTo("/x?y=z");
        assertThat(messages.get(0).path("method").stringValue()).isEqualTo("PUT");
        assertThat(messages.get(1).path("body").stringValue()).isEqualTo("{\"a\": 1}");
        assertThat(messages.get(1).path("headers").path("X-Test").stringValue()).isEqualTo("yes");
        assertThat(messages.get(1).path("receivedAt").stringValue()).isEqualTo(NOW.toString());
        assertThat(listing("?after=1").path("messages").size()).isEqualTo(1);
    }

    @Test
    void keepsTheLastFiveHundredAndCutsWhatIsTooLarge() throws Exception {
        for (int i = 0; i < Messages.MOST + 3; i++) {
            send("POST", "/m/" + i, "x");
        }
        send("POST", "/large", "y".repeat(Messages.LARGEST_BODY + 1));

        JsonNode listing = listing("");
        assertThat(listing.path("messages").size()).isEqualTo(Messages.MOST);
        assertThat(listing.path("oldestId").longValue()).isEqualTo(5);
        JsonNode large = listing.path("messages").get(0);
        assertThat(large.path("truncated").booleanValue()).isTrue();
        assertThat(large.path("bytes").longValue()).isEqualTo(Messages.LARGEST_BODY + 1);
        assertThat(large.path("body").stringValue()).hasSize(Messages.LARGEST_BODY);
    }

    @Test
    void forgetsOnDelete() throws Exception {
        send("POST", "/a", "x");
        assertThat(send("DELETE", "/api/messages", "").statusCode()).isEqualTo(204);
        assertThat(listing("").path("messages").size()).isZero();
        assertThat(listing("").path("oldestId").longValue()).isEqualTo(2);
    }

    @Test
    void servesAPageThatRunsNothingForeign() throws Exception {
        HttpResponse<String> page = send("GET", "/", "");
        assertThat(page.body()).contains("<title>Inbox</title>").doesNotContain("src=\"http", "href=\"http", "onclick", "style=");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy ->
                assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
        assertThat(send("GET", "/inbox.js", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/inbox.css", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/elsewhere", "").statusCode()).isEqualTo(404);
    }

    private JsonNode listing(String query) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(send("GET", "/api/messages" + query, "").body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + inbox.port() + path))
                .header("X-Test", "yes").method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
