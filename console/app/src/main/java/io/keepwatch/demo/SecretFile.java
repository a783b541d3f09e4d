package io.keepwatch.demo;

import io.keepwatch.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A password that was made up once and is kept in a file of its own, for this user's eyes only.
final class SecretFile {

    private SecretFile() {}

    static Secret readOrCreate(Path file) throws IOException {
        if (Files.notExists(file)) {
            create(file, random());
        }
        return Secret.of(Files.readString(file).strip());
    }

    static Path create(Path file, Secret secret) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, secret.reveal() + "\n");
    }

    static Secret random() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Secret.of(HexFormat.of().formatHex(bytes));
    }
}
