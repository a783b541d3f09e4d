package io.keepwatch.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The hash that ties each record to the one before it.
final class AuditChain {

    static final String START = "0".repeat(64);

    private AuditChain() {}

    /// Each field goes in with its length, so that no two records look alike.
    static String hash(String previous, AuditRecord entry) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(entry.id()).putLong(micros(entry)).flip());
        for (String field : new String[] {
            previous, entry.who(), entry.role(), entry.address(), entry.action(), entry.object(), entry.result().name(), entry.detail()
        }) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Both databases keep microseconds.
    private static long micros(AuditRecord entry) {
        return Math.addExact(Math.multiplyExact(entry.at().getEpochSecond(), 1_000_000L), entry.at().getNano() / 1000);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
