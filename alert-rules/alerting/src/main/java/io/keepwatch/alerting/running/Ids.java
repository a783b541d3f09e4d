package io.keepwatch.alerting.running;

import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.telemetry.series.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Short names for what has a long one: the same in every process and after every restart.
final class Ids {

    private static final int BYTES = 16;

    private Ids() {}

    static String group(RuleGroup group) {
        return hash(group.file(), group.name());
    }

    static String rule(String groupId, RuleKey key) {
        return hash(groupId, key.name(), key.labels(), Integer.toString(key.occurrence()));
    }

    static String alert(String ruleId, Labels labels) {
        return hash(ruleId, labels.toString());
    }

    private static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
                digest.update(utf8);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
