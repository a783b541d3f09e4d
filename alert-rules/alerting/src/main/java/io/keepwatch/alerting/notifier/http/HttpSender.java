package io.keepwatch.alerting.notifier.http;

import io.keepwatch.alerting.notifier.Outcome;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Answered;
import io.keepwatch.alerting.notifier.http.HttpAnswer.Unanswered;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// Posts a message once and says what came of it. Redirections are not followed: a POST would become a GET, which tells nobody anything.
public final class HttpSender {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient usual = client().build();
    private final Clock clock;

    public HttpSender(Clock clock) {
        this.clock = clock;
    }

    /// @param headers beside those of the access
    public HttpAnswer post(URI url, String body, Map<String, String> headers, HttpAccess access) throws InterruptedException {
        HttpRequest request;
        try {
            var builder = HttpRequest.newBuilder(url).timeout(access.timeout()).POST(BodyPublishers.ofString(body));
            // a server without TLS is not asked to speak HTTP/2: some take the question amiss
            builder.version("https".equals(url.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
            builder.header("Content-Type", "application/json; charset=utf-8").header("User-Agent", "Keepwatch");
            access.headers().forEach(builder::setHeader);
            headers.forEach(builder::setHeader);
            request = builder.build();
        } catch (IllegalArgumentException _) {
            return new Unanswered(new Outcome.Rejected("The address or a header cannot be used", "use an http or https URL, and headers without line breaks"));
        }
        if (access.tls() == null && access.proxy() == null) {
            return post(usual, request, access);
        }
        var own = client();
        if (access.tls() != null) {
            own.sslContext(access.tls());
        }
        if (access.proxy() != null) {
            own.proxy(access.proxy());
        }
        try (HttpClient client = own.build()) {
            return post(client, request, access);
        }
    }

    private HttpAnswer post(HttpClient client, HttpRequest request, HttpAccess access) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, _ -> new FirstBytes());
        try {
            // the time limit of the request ends with the headers of the answer
            HttpResponse<String> response = answer.get(access.timeout().plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS);
            Duration wait = response.headers().firstValue("Retry-After").map(this::wait).orElse(null);
            return new Answered(response.statusCode(), wait, access.withoutSecrets(response.body()));
        } catch (TimeoutException _) {
            return new Unanswered(new Outcome.Doubtful("No answer within " + access.timeout().toMillis() + " ms"));
        } catch (ExecutionException e) {
            return new Unanswered(failed(e.getCause(), access));
        } finally {
            answer.cancel(true);
        }
    }

    private static Outcome failed(@Nullable Throwable cause, HttpAccess access) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> new Outcome.Retry(null, "Cannot connect within " + CONNECT.toSeconds() + " s");
            case HttpTimeoutException _ -> new Outcome.Doubtful("No answer within " + access.timeout().toMillis() + " ms");
            case ConnectException e -> new Outcome.Retry(null, "Cannot connect: " + reason(e));
            case SSLHandshakeException e -> new Outcome.Retry(null, "Cannot connect by TLS: " + access.withoutSecrets(String.valueOf(e.getMessage())));
            case IOException e -> new Outcome.Doubtful("The connection broke: " + access.withoutSecrets(String.valueOf(e.getMessage())));
            case null, default -> throw new IllegalStateException("Cannot post", cause);
        };
    }

    private static String reason(ConnectException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the name of the host is not known";
            }
        }
        return e.getMessage() == null ? "connection refused" : e.getMessage();
    }

    /// Seconds, or a date; null when it is neither.
    private @Nullable Duration wait(String header) {
        String text = header.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Duration until = Duration.between(clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
    }
}
