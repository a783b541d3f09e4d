package io.keepwatch.ingest.otlp;

import io.keepwatch.ingest.BearerToken;
import io.keepwatch.ingest.IngestLimits;
import io.keepwatch.ingest.IngestPipeline;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.otlp.OtlpDelivery.Format;
import io.keepwatch.observability.SelfMarker;
import org.jspecify.annotations.Nullable;

/// What both transports do alike: who may send, how much, and the way into the pipeline.
///
/// @param onlyOurselves whether nobody but Keepwatch's own exporters may send
record OtlpIntake(IngestPipeline pipeline, OtlpDecoder decoder, BearerToken token, SelfMarker self, boolean onlyOurselves) {

    OtlpIntake(IngestPipeline pipeline, OtlpDecoder decoder, BearerToken token, SelfMarker self) {
        this(pipeline, decoder, token, self, false);
    }

    OtlpIntake forOurselves() {
        return new OtlpIntake(pipeline, decoder, token, self, true);
    }

    /// @param selfHeader value of [SelfMarker#HEADER]
    boolean admits(@Nullable String authorization, @Nullable String selfHeader) {
        return token.admits(authorization) && (!onlyOurselves || self.matches(selfHeader));
    }

    IngestLimits limits() {
        return pipeline.limits();
    }

    /// @param selfHeader value of [SelfMarker#HEADER]
    OtlpAnswer accept(Signal signal, OtlpTransport transport, Format format, Encoding encoding, byte[] body, @Nullable String selfHeader) {
        var delivery = new OtlpDelivery(signal, transport, format, encoding, body, self.matches(selfHeader), decoder);
        return OtlpAnswer.of(signal, pipeline.accept(delivery));
    }

    boolean hasRoomFor(long bytes) {
        return pipeline.hasRoomFor(bytes);
    }

    OtlpAnswer refuse(Signal signal, OtlpTransport transport) {
        return OtlpAnswer.of(signal, pipeline.refuse(signal, transport.word()));
    }
}
