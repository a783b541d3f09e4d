package io.keepwatch.ingest.otlp;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import com.sun.net.httpserver.HttpExchange;
import io.keepwatch.ingest.BearerToken;
import io.keepwatch.ingest.otlp.OtlpAnswer.Failure;
import io.keepwatch.ingest.otlp.OtlpAnswer.Success;
import io.keepwatch.ingest.otlp.OtlpDelivery.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An answer over HTTP, in the format of the request.
record OtlpHttpResponse(int code, Map<String, String> headers, Format format, Message body) {

    /// A sender that is still sending is listened to for this much longer: closed at once, its connection would be reset
    /// and the answer lost.
    private static final long MOST_DRAINED_BYTES = 64L << 20;

    private static final JsonFactory JSON = new JsonFactory();

    static OtlpHttpResponse of(OtlpAnswer answer, Format format) {
        return switch (answer) {
            case Success(Message response) -> new OtlpHttpResponse(200, Map.of(), format, response);
            case Failure(Status status, Duration retryAfter) -> new OtlpHttpResponse(
                    httpCode(status.getCode()),
                    retryAfter == null ? Map.of() : Map.of("Retry-After", Long.toString(seconds(retryAfter))),
                    format,
                    status);
        };
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = switch (format) {
            case PROTOBUF -> body.toByteArray();
            case JSON -> json();
        };
        exchange.getResponseHeaders().set("Content-Type", format.mediaType());
        headers.forEach(exchange.getResponseHeaders()::set);
        // in this server's words 0 means "unknown", -1 "none"
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
        drain(exchange.getRequestBody());
    }

    private static void drain(InputStream rest) throws IOException {
        long drained = 0;
        var buffer = new byte[64 << 10];
        for (int read = rest.read(buffer); read >= 0 && drained < MOST_DRAINED_BYTES; read = rest.read(buffer)) {
            drained += read;
        }
    }

    /// The few fields that answers have, by protobuf's JSON mapping: 64-bit integers are strings, details are left out.
    private byte[] json() {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(body, generator);
        }
        return out.toByteArray();
    }

    private static void write(Message message, JsonGenerator json) {
        json.writeStartObject();
        message.getAllFields().forEach((field, value) -> {
            if (!field.isRepeated()) {
                json.writeName(field.getJsonName());
                write(field, value, json);
            }
        });
        json.writeEndObject();
    }

    private static void write(FieldDescriptor field, Object value, JsonGenerator json) {
        switch (value) {
            case Message message -> write(message, json);
            case Integer number -> json.writeNumber(number);
            case Object other -> json.writeString(other.toString());
        }
    }

    private static int httpCode(int grpcCode) {
        return switch (Code.forNumber(grpcCode)) {
            case INVALID_ARGUMENT -> 400;
            case UNAUTHENTICATED -> 401;
            case NOT_FOUND -> 404;
            case RESOURCE_EXHAUSTED -> 413;
            case UNAVAILABLE -> 503;
            default -> throw new IllegalArgumentException("No answer of ours has the code " + grpcCode);
        };
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }

    /// Answers to what is no export request at all.
    record Refusal(Format format) {

        OtlpHttpResponse notFound() {
            return answer(404, Map.of(), Code.NOT_FOUND, "Not a path of OTLP; use /v1/traces, /v1/logs or /v1/metrics");
        }

        OtlpHttpResponse methodNotAllowed() {
            return answer(405, Map.of("Allow", "POST"), Code.UNIMPLEMENTED, "OTLP is sent with POST");
        }

        OtlpHttpResponse unauthorized() {
            return answer(401, Map.of("WWW-Authenticate", "Bearer"), Code.UNAUTHENTICATED, BearerToken.REFUSAL);
        }

        OtlpHttpResponse unsupportedMediaType() {
            return answer(415, Map.of(), Code.INVALID_ARGUMENT, "Content-Type must be application/x-protobuf or application/json");
        }

        OtlpHttpResponse unsupportedEncoding() {
            return answer(415, Map.of("Accept-Encoding", "gzip, zstd"), Code.INVALID_ARGUMENT, "Content-Encoding must be gzip, zstd or identity");
        }

        private OtlpHttpResponse answer(int code, Map<String, String> headers, Code grpcCode, String message) {
            return new OtlpHttpResponse(code, headers, format, OtlpAnswer.failure(grpcCode, message).status());
        }
    }
}
