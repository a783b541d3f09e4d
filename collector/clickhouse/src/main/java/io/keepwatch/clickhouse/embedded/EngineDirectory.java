package io.keepwatch.clickhouse.embedded;

import io.keepwatch.clickhouse.ClickHouseEndpoint.Credentials;
import io.keepwatch.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/// The engine's folder below the data directory: its tables in `data`, beside them what is written anew for each start.
record EngineDirectory(Path path) {

    /// Inserts are refused when less is free.
    private static final long MIN_FREE_DISK_BYTES = 512L << 20;

    Path data() {
        return path.resolve("data");
    }

    Path config() {
        return path.resolve("config.xml");
    }

    Path startStatements() {
        return path.resolve("start.sql");
    }

    Path lock() {
        return path.resolve("engine.lock");
    }

    /// Writes the configuration for one start.
    ///
    /// @throws EngineFailure when that is not possible
    void write(EngineMemory memory, Credentials writer, Credentials reader) {
        var values = new HashMap<String, String>();
        values.put("directory", xml(path.toString()));
        values.put("serverBytes", Long.toString(memory.serverBytes()));
        values.put("queryBytes", Long.toString(memory.queryBytes()));
        values.put("readerQueryBytes", Long.toString(memory.readerQueryBytes()));
        values.put("markCacheBytes", Long.toString(memory.markCacheBytes()));
        values.put("indexCacheBytes", Long.toString(memory.indexCacheBytes()));
        values.put("mergeThreads", Integer.toString(memory.mergeThreads()));
        values.put("minFreeDiskBytes", Long.toString(MIN_FREE_DISK_BYTES));
        values.put("writer", writer.user());
        values.put("writerPassword", sha256(writer.password()));
        values.put("reader", reader.user());
        values.put("readerPassword", sha256(reader.password()));
        try {
            Files.createDirectories(data().resolve("metadata"));
            writePrivately(config(), render("config.xml", values));
            writePrivately(path.resolve("users.xml"), render("users.xml", values));
            writePrivately(startStatements(), "SYSTEM START LISTEN HTTP;\n");
            keepSystemDatabase();
        } catch (IOException e) {
            throw new EngineFailure("Cannot write to " + path + ": " + reason(e)
                    + "; make it writable with some free space, or set KEEPWATCH_HOME to another directory");
        }
    }

    /// Where this file is missing, clickhouse-local keeps `system` in memory and stumbles over the query log's directory at the
    /// second start.
    private void keepSystemDatabase() throws IOException {
        Path file = data().resolve("metadata/system.sql");
        if (!Files.exists(file)) {
            writePrivately(file, "ATTACH DATABASE _ UUID '" + UUID.randomUUID() + "' ENGINE = Atomic\n");
        }
    }

    private static String render(String template, Map<String, String> values) throws IOException {
        try (InputStream resource = EngineDirectory.class.getResourceAsStream(template)) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            for (var value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        }
    }

    /// Readable by nobody else at any moment, and never half written.
    private static void writePrivately(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(e.getMessage());
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String sha256(Secret secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
