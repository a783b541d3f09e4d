package io.keepwatch.ingest.remotewrite;

import io.keepwatch.ingest.ActiveSeries;
import io.keepwatch.ingest.BearerToken;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.ingest.IngestResult;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.StoredRange;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.settings.Settings.Retention;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Prometheus' remote write 1.0. What is answered with 204 is stored.
@RestController
@ConditionalOnRole(ProcessRole.COLLECTOR)
class RemoteWriteController {

    static final String PATH = "/api/v1/write";

    private final IngestPipeline pipeline;
    private final BearerToken token;
    private final Supplier<Retention> retention;
    private final ActiveSeries active;
    private final Clock clock;
    private final MetricFamilies families = new MetricFamilies();

    @Autowired
    RemoteWriteController(IngestPipeline pipeline, Settings settings, ConfigurationFile configuration, ActiveSeries active, Clock clock) {
        this(pipeline, new BearerToken(settings.otlpToken()), () -> configuration.get(Retention.SECTION), active, clock);
    }

    RemoteWriteController(IngestPipeline pipeline, BearerToken token, Supplier<Retention> retention, ActiveSeries active, Clock clock) {
        this.pipeline = pipeline;
        this.token = token;
        this.retention = retention;
        this.active = active;
        this.clock = clock;
    }

    @PostMapping(PATH)
    ResponseEntity<String> write(
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "") String type,
            @RequestHeader(name = HttpHeaders.CONTENT_ENCODING, defaultValue = "snappy") String encoding) throws IOException {
        if (!token.admits(authorization)) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .contentType(MediaType.TEXT_PLAIN).body(BearerToken.REFUSAL + "\n");
        }
        if (!isVersionOne(type) || !encoding.equalsIgnoreCase("snappy")) {
            // a sender of version 2 falls back to version 1 by this
            return text(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Send remote write 1.0: Content-Type application/x-protobuf, Content-Encoding snappy");
        }
        long announced = Math.max(1, request.getContentLengthLong());
        IngestResult result = announced <= pipeline.limits().wireBytes() && !pipeline.hasRoomFor(announced)
                ? pipeline.refuse(Signal.METRICS, WriteDelivery.TRANSPORT)
                : pipeline.accept(delivery(request.getInputStream().readNBytes(pipeline.limits().wireBytes() + 1)));
        return answer(result);
    }

    private WriteDelivery delivery(byte[] body) {
        var range = new StoredRange(clock.instant(), retention.get().metrics());
        return new WriteDelivery(body, pipeline.limits().unpackedBytes(),
                request -> new WrittenSamples(request, families, range, active, pipeline.limits().recordBytes()));
    }

    private static boolean isVersionOne(String contentType) {
        String[] parts = contentType.split(";");
        boolean protobuf = parts[0].strip().equalsIgnoreCase("application/x-protobuf");
        return protobuf && (parts.length == 1 || parts[1].strip().equals("proto=prometheus.WriteRequest"));
    }

    /// What Prometheus must send again is 5xx: unless it is told to, it drops what is answered with 429.
    private static ResponseEntity<String> answer(IngestResult result) {
        return switch (result) {
            case IngestResult.Accepted _ -> ResponseEntity.noContent().build();
            case IngestResult.Partial partial -> text(HttpStatus.BAD_REQUEST, partial.message());
            case IngestResult.Invalid invalid -> text(HttpStatus.BAD_REQUEST, invalid.reason());
            case IngestResult.TooLarge large -> text(HttpStatus.CONTENT_TOO_LARGE, large.message());
            case IngestResult.Overloaded busy -> later(busy.retryAfter(), "Keepwatch is busy: too many bytes are in flight");
            case IngestResult.Unavailable down -> later(down.retryAfter(), "Cannot store now: " + down.why());
        };
    }

    private static ResponseEntity<String> later(Duration after, String why) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, after.plusMillis(999).toSeconds())))
                .contentType(MediaType.TEXT_PLAIN).body(why + "\n");
    }

    private static ResponseEntity<String> text(HttpStatus status, String message) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(message + "\n");
    }
}
