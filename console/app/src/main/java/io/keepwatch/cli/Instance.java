package io.keepwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The running Keepwatch of a data directory, found by the two files it wrote at its start: `ports.json` and `cli-token`.
final class Instance {

    private final URI address;
    private final String token;

    private Instance(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /// @throws CommandFailedException when none runs in this `KEEPWATCH_HOME`
    static Instance of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("KEEPWATCH_HOME", "data")).toAbsolutePath().normalize();
        try {
            JsonNode ports = JsonMapper.shared().readTree(Files.readString(home.resolve("ports.json")));
            String scheme = ports.path("tls").asBoolean(false) ? "https" : "http";
            String token = Files.readString(home.resolve("cli-token")).strip();
            return new Instance(URI.create(scheme + "://127.0.0.1:" + ports.path("http").asInt()), token);
        } catch (NoSuchFileException e) {
            throw new CommandFailedException("no Keepwatch runs in " + home + "; start one with ./keepwatch up, or set KEEPWATCH_HOME");
        } catch (IOException | JacksonException e) {
            throw new CommandFailedException("cannot read " + home.resolve("ports.json") + ": " + e.getMessage(), e);
        }
    }

    /// The answer's body, to be read as it comes.
    InputStream post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    /// Asks one of our own APIs; `body` null for a question, else JSON to be posted.
    JsonNode json(String path, @Nullable Object body) {
        var request = request(path).setHeader("Accept", "application/json");
        if (body != null) {
            request.setHeader("Content-Type", "application/json").POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
        }
        try (InputStream answer = send(request.build())) {
            byte[] text = answer.readAllBytes();
            return JsonMapper.shared().readTree(text.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : text);
        } catch (IOException e) {
            throw new CommandFailedException("the answer broke off: " + e.getMessage(), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/plain; charset=utf-8");
    }

    private InputStream send(HttpRequest request) {
        try {
            // not closed: the body is read after this method, and the process ends with the command
            HttpResponse<InputStream> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 != 2) {
                throw new CommandFailedException(problem(response));
            }
            return response.body();
        } catch (ConnectException e) {
            throw new CommandFailedException("nothing answers at " + address + "; the instance may have been killed: start it again", e);
        } catch (IOException e) {
            throw new CommandFailedException("cannot ask " + request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted", e);
        }
    }

    /// The detail and hint of an RFC 9457 problem, or whatever else came.
    private static String problem(HttpResponse<InputStream> response) throws IOException {
        String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        try {
            JsonNode problem = JsonMapper.shared().readTree(body);
            String detail = problem.path("detail").asString(problem.path("title").asString(body));
            String hint = problem.path("hint").asString("");
            return hint.isEmpty() ? detail : detail + "; " + hint;
        } catch (JacksonException e) {
            return "HTTP " + response.statusCode() + " " + body;
        }
    }
}
