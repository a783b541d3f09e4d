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
import io.keepwatch.ingest.BearerToken;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.otlp.OtlpAnswer.Failure;
import io.keepwatch.ingest.otlp.OtlpAnswer.Success;
import io.keepwatch.ingest.otlp.OtlpDelivery.Format;
import io.keepwatch.observability.SelfMarker;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One export call: takes the message as bytes and hands it to the pipeline when it is complete.
final class OtlpGrpcCall extends ServerCall.Listener<byte[]> {

    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> SELF = Metadata.Key.of(SelfMarker.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private final Signal signal;
    private final ServerCall<byte[], Message> call;
    private final @Nullable String selfHeader;
    private final OtlpIntake intake;
    private byte @Nullable [] body;

    private OtlpGrpcCall(Signal signal, ServerCall<byte[], Message> call, @Nullable String selfHeader, OtlpIntake intake) {
        this.signal = signal;
        this.call = call;
        this.selfHeader = selfHeader;
        this.intake = intake;
    }

    static List<ServerServiceDefinition> services(OtlpIntake intake) {
        return List.of(
                service(TraceServiceGrpc.getExportMethod(), ExportTraceServiceResponse.getDefaultInstance(), Signal.TRACES, intake),
                service(LogsServiceGrpc.getExportMethod(), ExportLogsServiceResponse.getDefaultInstance(), Signal.LOGS, intake),
                service(MetricsServiceGrpc.getExportMethod(), ExportMetricsServiceResponse.getDefaultInstance(), Signal.METRICS, intake));
    }

    private static ServerServiceDefinition service(MethodDescriptor<?, ?> export, Message response, Signal signal, OtlpIntake intake) {
        var method = MethodDescriptor.<byte[], Message>newBuilder(new Bytes(), ProtoUtils.marshaller(response))
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(export.getFullMethodName())
                .build();
        return ServerServiceDefinition.builder(Objects.requireNonNull(export.getServiceName()))
                .addMethod(method, (call, headers) -> begin(signal, call, headers, intake))
                .build();
    }

    /// Refuses before the message is read, where that is possible.
    private static ServerCall.Listener<byte[]> begin(Signal signal, ServerCall<byte[], Message> call, Metadata headers, OtlpIntake intake) {
        if (!intake.admits(headers.get(AUTHORIZATION), headers.get(SELF))) {
            close(call, OtlpAnswer.failure(Code.UNAUTHENTICATED, BearerToken.REFUSAL));
            return new ServerCall.Listener<>() {};
        }
        if (!intake.hasRoomFor(1)) {
            answer(call, intake.refuse(signal, OtlpTransport.GRPC));
            return new ServerCall.Listener<>() {};
        }
        call.request(2); // one is expected; a second one is an error that grpc-java then reports
        return new OtlpGrpcCall(signal, call, headers.get(SELF), intake);
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
        answer(call, intake.accept(signal, OtlpTransport.GRPC, Format.PROTOBUF, Encoding.detect(body), body, selfHeader));
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
