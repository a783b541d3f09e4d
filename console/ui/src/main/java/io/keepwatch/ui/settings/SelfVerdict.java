package io.keepwatch.ui.settings;

import io.keepwatch.settings.ConfigurationProblem;
import io.keepwatch.telemetry.StoreReader.StoreStatus;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.Format;
import java.util.Optional;

/// The sentence the status page opens with.
///
/// @param detail what still works, or what to do
record SelfVerdict(Glyph glyph, String sentence, String detail) {

    /// @param store    empty when ClickHouse does not answer
    /// @param spans    per second, NaN when not known yet
    /// @param rejected records since the start
    static SelfVerdict of(Optional<StoreStatus> store, Optional<ConfigurationProblem> configuration, double spans, long rejected) {
        if (store.isEmpty()) {
            return new SelfVerdict(Glyph.CRITICAL, "ClickHouse does not answer",
                    "What was acknowledged is safe. Senders are asked to wait and send again; pages without telemetry work.");
        }
        StoreStatus status = store.get();
        if (DiskState.of(status) == DiskState.NEARLY_FULL) {
            return new SelfVerdict(Glyph.CRITICAL, "The disk is nearly full: " + Format.bytes(status.diskFreeBytes()) + " left",
                    "When it is full nothing more can be taken in. Make room, or keep telemetry for a shorter time.");
        }
        if (configuration.isPresent()) {
            return new SelfVerdict(Glyph.WARNING, "The changed configuration is not in use",
                    "Keepwatch goes on with the one before. The message below names the line.");
        }
        if (DiskState.of(status) == DiskState.SCARCE) {
            return new SelfVerdict(Glyph.WARNING, "The disk is getting full: " + Format.bytes(status.diskFreeBytes()) + " left",
                    "Everything works. Make room before it is below 5" + Format.GAP + "%.");
        }
        String flow = Double.isFinite(spans) ? Format.number(spans) + " spans/s in, " : "";
        return new SelfVerdict(Glyph.GOOD, "Keepwatch is watching", flow + (rejected == 0 ? "nothing rejected since the start"
                : Format.count(rejected, "record") + " rejected since the start") + ", nothing acknowledged was lost");
    }
}
