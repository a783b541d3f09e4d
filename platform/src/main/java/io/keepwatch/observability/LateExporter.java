package io.keepwatch.observability;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Exporters that wait until it is known where to: the collector's port is bound after the first spans have ended. Meanwhile the
/// batch processor's bounded queue holds them, and drops what it cannot hold.
final class LateExporter<E, T> {

    private final CompletableFuture<E> ready;
    private final BooleanSupplier ended;
    private final BiFunction<E, Collection<T>, CompletableResultCode> export;
    private final Function<E, CompletableResultCode> shutdown;

    private LateExporter(
            CompletableFuture<E> ready,
            BooleanSupplier ended,
            BiFunction<E, Collection<T>, CompletableResultCode> export,
            Function<E, CompletableResultCode> shutdown) {
        this.ready = ready;
        this.ended = ended;
        this.export = export;
        this.shutdown = shutdown;
    }

    static SpanExporter spans(CompletableFuture<SpanExporter> ready, BooleanSupplier ended) {
        var late = new LateExporter<>(ready, ended, SpanExporter::export, SpanExporter::shutdown);
        return new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                return late.export(spans);
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return late.shutdown();
            }
        };
    }

    static LogRecordExporter logs(CompletableFuture<LogRecordExporter> ready, BooleanSupplier ended) {
        var late = new LateExporter<>(ready, ended, LogRecordExporter::export, LogRecordExporter::shutdown);
        return new LogRecordExporter() {
            @Override
            public CompletableResultCode export(Collection<LogRecordData> logs) {
                return late.export(logs);
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return late.shutdown();
            }
        };
    }

    private CompletableResultCode export(Collection<T> items) {
        if (ended.getAsBoolean()) {
            return CompletableResultCode.ofSuccess();
        }
        var result = new CompletableResultCode();
        ready.whenComplete((exporter, failure) -> {
            if (failure != null) {
                result.fail();
                return;
            }
            CompletableResultCode sent = export.apply(exporter, items);
            sent.whenComplete(() -> {
                if (sent.isSuccess()) {
                    result.succeed();
                } else {
                    result.fail();
                }
            });
        });
        return result;
    }

    private CompletableResultCode shutdown() {
        return ready.isDone() && !ready.isCompletedExceptionally()
                ? shutdown.apply(ready.join())
                : CompletableResultCode.ofSuccess();
    }
}
