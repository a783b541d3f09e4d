package io.keepwatch.demo;

import io.keepwatch.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The hand on quotes-api's switch: breaks it, mends it, and asks what is broken.
final class ServiceSwitch implements AutoCloseable {

    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(60);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final URI base;
    private final Secret token;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    ServiceSwitch(int port, Secret token) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.token = token;
    }

    /// What the database shows to be broken.
    record Truth(boolean errors, boolean slow, long missingRows) {}

    /// Returns what was done, in a sentence.
    String breakIt(DemoMode mode) {
        return send("POST", "/admin/break/" + mode.word(), LONGEST_CHANGE).path("message").asString("");
    }

    String repair() {
        return send("POST", "/admin/repair", LONGEST_CHANGE).path("message").asString("");
    }

    Truth look() {
        JsonNode state = send("GET", "/admin/state", LONGEST_LOOK);
        return new Truth(state.path("errors").asBoolean(false), state.path("slow").asBoolean(false), state.path("missingRows").asLong(0));
    }

    /// Until the service answers, or not within `atMost`.
    boolean awaitUp(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                look();
                return true;
            } catch (DemoUnavailableException _) {
                Thread.sleep(POLL);
            }
        }
        return false;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private JsonNode send(String method, String path, Duration atMost) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token.reveal())
                .timeout(atMost)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            JsonNode body = JsonMapper.shared().readTree(response.body());
            if (response.statusCode() != 200) {
                throw new DemoUnavailableException("quotes-api refused: " + body.path("detail").asString(response.body()));
            }
            return body;
        } catch (IOException | JacksonException e) {
            throw new DemoUnavailableException("quotes-api does not answer at " + base + "; it may still be starting, try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoUnavailableException("Interrupted while asking quotes-api", e);
        }
    }
}
