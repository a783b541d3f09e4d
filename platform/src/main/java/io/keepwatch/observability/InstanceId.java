package io.keepwatch.observability;

import io.keepwatch.settings.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// The name of this instance in telemetry. It lives in the data directory: a restart continues the same series.
final class InstanceId {

    private InstanceId() {}

    static String of(DataDirectory directory) {
        Path file = directory.path().resolve("instance-id");
        try {
            return Files.exists(file) ? UUID.fromString(Files.readString(file).strip()).toString() : write(file);
        } catch (IllegalArgumentException _) {
            return write(file); // torn by a crash while it was written: a new name costs new series, and nothing else
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static String write(Path file) {
        String id = UUID.randomUUID().toString();
        try {
            Files.writeString(file, id + "\n");
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
