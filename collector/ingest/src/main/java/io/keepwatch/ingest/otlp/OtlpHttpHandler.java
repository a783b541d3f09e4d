package io.keepwatch.ingest.otlp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keepwatch.ingest.IngestResult;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.otlp.OtlpDelivery.Format;
import io.keepwatch.observability.SelfMarker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers one request: checks it from the outside in, reads its body, hands it to the pipeline.
final class OtlpHttpHandler implements HttpHandler {

    private final OtlpIntake intake;
    private final ScheduledExecutorService timer;
    private final Duration requestWithin;

    OtlpHttpHandler(OtlpIntake intake, ScheduledExecutorService timer, Duration requestWithin) {
        this.intake = intake;
        this.timer = timer;
        this.requestWithin = requestWithin;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var tooSlow = timer.schedule(exchange::close, requestWithin.toNanos(), TimeUnit.NANOSECONDS);
        try (exchange) {
            OtlpHttpResponse response = answer(exchange, () -> tooSlow.cancel(false));
            response.send(exchange);
        } finally {
            tooSlow.cancel(false);
        }
    }

    private OtlpHttpResponse answer(HttpExchange exchange, Runnable arrived) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        Optional<Format> format = format(headers.getFirst("Content-Type"));
        var refusal = new OtlpHttpResponse.Refusal(format.orElse(Format.JSON));

        Signal signal = signal(exchange.getRequestURI().getPath());
        if (signal == null) {
            return refusal.notFound();
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return refusal.methodNotAllowed();
        }
        if (!intake.admits(headers.getFirst("Authorization"), headers.getFirst(SelfMarker.HEADER))) {
            return refusal.unauthorized();
        }
        if (format.isEmpty()) {
            return refusal.unsupportedMediaType();
        }
        Optional<Encoding> encoding = Encoding.of(headers.getOrDefault("Content-Encoding", List.of(Encoding.NONE.word())).getFirst().strip());
        if (encoding.isEmpty()) {
            return refusal.unsupportedEncoding();
        }
        return OtlpHttpResponse.of(receive(exchange, signal, format.get(), encoding.get(), arrived), format.get());
    }

    private OtlpAnswer receive(HttpExchange exchange, Signal signal, Format format, Encoding encoding, Runnable arrived) throws IOException {
        int limit = intake.limits().wireBytes();
        long announced = contentLength(exchange.getRequestHeaders());
        if (announced > limit) {
            return OtlpAnswer.of(signal, new IngestResult.TooLarge("The request", limit));
        }
        if (!intake.hasRoomFor(Math.max(1, announced))) {
            return intake.refuse(signal, OtlpTransport.HTTP);
        }
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(limit + 1);
        arrived.run();
        String selfHeader = exchange.getRequestHeaders().getFirst(SelfMarker.HEADER);
        return intake.accept(signal, OtlpTransport.HTTP, format, encoding, body, selfHeader);
    }

    private static @Nullable Signal signal(String path) {
        return Arrays.stream(Signal.values()).filter(signal -> path.equals("/v1/" + signal.word())).findFirst().orElse(null);
    }

    /// The media type, whatever its parameters.
    private static Optional<Format> format(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        return Arrays.stream(Format.values()).filter(format -> format.mediaType().equalsIgnoreCase(type)).findFirst();
    }

    private static long contentLength(Headers headers) {
        String length = headers.getFirst("Content-Length");
        return length == null ? -1 : Long.parseLong(length.strip()); // the server has read it before
    }
}
