package io.keepwatch.ingest.otlp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.ingest.IngestResult;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.otlp.OtlpDelivery.Format;
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

    static final String TRANSPORT = "http";

    private final IngestPipeline pipeline;
    private final BearerToken token;
    private final OtlpDecoder decoder;
    private final ScheduledExecutorService timer;
    private final Duration requestWithin;

    OtlpHttpHandler(IngestPipeline pipeline, BearerToken token, OtlpDecoder decoder, ScheduledExecutorService timer, Duration requestWithin) {
        this.pipeline = pipeline;
        this.token = token;
        this.decoder = decoder;
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
        if (!token.admits(headers.getFirst("Authorization"))) {
            return refusal.unauthorized();
        }
        if (format.isEmpty()) {
            return refusal.unsupportedMediaType();
        }
        Optional<Encoding> encoding = Encoding.of(headers.getOrDefault("Content-Encoding", List.of(Encoding.NONE.word())).getFirst().strip());
        if (encoding.isEmpty()) {
            return refusal.unsupportedEncoding();
        }
        IngestResult result = receive(exchange, signal, format.get(), encoding.get(), arrived);
        return OtlpHttpResponse.of(OtlpAnswer.of(signal, result), format.get());
    }

    private IngestResult receive(HttpExchange exchange, Signal signal, Format format, Encoding encoding, Runnable arrived) throws IOException {
        int limit = pipeline.limits().wireBytes();
        long announced = contentLength(exchange.getRequestHeaders());
        if (announced > limit) {
            return new IngestResult.TooLarge("The request", limit);
        }
        if (!pipeline.hasRoomFor(Math.max(1, announced))) {
            return pipeline.refuse(signal, TRANSPORT);
        }
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(limit + 1);
        arrived.run();
        boolean ownTelemetry = exchange.getRequestHeaders().containsKey(OwnTelemetry.HEADER);
        return pipeline.accept(new OtlpDelivery(signal, TRANSPORT, format, encoding, body, ownTelemetry, decoder));
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
