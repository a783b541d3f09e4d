package io.keepwatch.ingest.otlp;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.ingest.IngestResult;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.otlp.OtlpAnswer.Failure;
import io.keepwatch.ingest.otlp.OtlpAnswer.Success;
import io.keepwatch.ingest.otlp.OtlpDelivery.Format;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One export call: takes the message as bytes and hands it to the pipeline when it is complete.
final class OtlpGrpcCall extends ServerCall.Listener<byte[]> {

    static final String TRANSPORT = "grpc";

    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> SELF = Metadata.Key.of(OwnTelemetry.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private final Signal signal;
    private final ServerCall<byte[], Message> call;
    private final boolean ownTelemetry;
    private final IngestPipeline pipeline;
    private final OtlpDecoder decoder;
    private byte @Nullable [] body;

    private OtlpGrpcCall(Signal signal, ServerCall<byte[], Message> call, Metadata headers, IngestPipeline pipeline, OtlpDecoder decoder) {
        this.signal = signal;
        this.call = call;
        this.ownTelemetry = headers.containsKey(SELF);
        this.pipeline = pipeline;
        this.decoder = decoder;
    }

    static List<ServerServiceDefinition> services(IngestPipeline pipeline, BearerToken token, OtlpDecoder decoder) {
        return List.of(
                service(TraceServiceGrpc.SERVICE_NAME, TraceServiceGrpc.getExportMethod(), Signal.TRACES, pipeline, token, decoder),
                service(LogsServiceGrpc.SERVICE_NAME, LogsServiceGrpc.getExportMethod(), Signal.LOGS, pipeline, token, decoder),
                service(MetricsServiceGrpc.SERVICE_NAME, MetricsServiceGrpc.getExportMethod(), Signal.METRICS, pipeline, token, decoder));
    }

    private static ServerServiceDefinition service(String name, MethodDescriptor<?, ? extends Message> method, Signal signal,
            IngestPipeline pipeline, BearerToken token, OtlpDecoder decoder) {
        var bytes = MethodDescriptor.<byte[], Message>newBuilder(new Bytes(), responses(signal))
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method.getFullMethodName())
                .build();
        return ServerServiceDefinition.builder(name)
                .addMethod(bytes, (call, headers) -> begin(signal, call, headers, pipeline, token, decoder))
                .build();
    }

    /// Refuses before the message is read, where that is possible.
    private static ServerCall.Listener<byte[]> begin(Signal signal, ServerCall<byte[], Message> call, Metadata headers,
            IngestPipeline pipeline, BearerToken token, OtlpDecoder decoder) {
        if (!token.admits(headers.get(AUTHORIZATION))) {
            close(call, OtlpAnswer.failure(Code.UNAUTHENTICATED, BearerToken.REFUSAL));
            return new ServerCall.Listener<>() {};
        }
        if (!pipeline.hasRoomFor(1)) {
            answer(call, OtlpAnswer.of(signal, pipeline.refuse(signal, TRANSPORT)));
            return new ServerCall.Listener<>() {};
        }
        call.request(2); // one is expected; a second one is an error that grpc-java then reports
        return new OtlpGrpcCall(signal, call, headers, pipeline, decoder);
    }

    @Override
    public void onMessage(byte[] message) {
        body = message;
    }

    @Override
    public void onHalfClose() {
        if (body == null) {
            close(call, OtlpAnswer.failure(Code.INVALID_ARGUMENT, "The call has no message"));
            return;
        }
        var delivery = new OtlpDelivery(signal, TRANSPORT, Format.PROTOBUF, Encoding.detect(body), body, ownTelemetry, decoder);
        answer(call, OtlpAnswer.of(signal, pipeline.accept(delivery)));
    }

    private static void answer(ServerCall<byte[], Message> call, OtlpAnswer answer) {
        switch (answer) {
            case Success(Message response) -> {
                call.sendHeaders(new Metadata());
                call.sendMessage(response);
                call.close(io.grpc.Status.OK, new Metadata());
            }
            case Failure failure -> close(call, failure);
        }
    }

    private static void close(ServerCall<byte[], Message> call, Failure failure) {
        StatusRuntimeException exception = StatusProto.toStatusRuntimeException(failure.status());
        call.close(exception.getStatus(), exception.getTrailers() == null ? new Metadata() : exception.getTrailers());
    }

    private static MethodDescriptor.Marshaller<Message> responses(Signal signal) {
        return ProtoUtils.marshaller(((Success) OtlpAnswer.of(signal, new IngestResult.Accepted())).response());
    }

    private record Bytes() implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException lost) {
                throw new UncheckedIOException(lost);
            }
        }
    }
}
