package io.keepwatch.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the command line where the instance of this data directory listens: `ports.json` and `cli-token`, both for this
/// user's eyes only, both complete whenever they exist, both gone after a clean stop.
public final class PortsFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PortsFile.class);

    private final Path ports;
    private final Path token;
    private final Settings.Network network;
    private final CliToken cliToken;

    public PortsFile(DataDirectory directory, Settings.Network network, CliToken cliToken) {
        this.ports = directory.path().resolve("ports.json");
        this.token = directory.path().resolve("cli-token");
        this.network = network;
        this.cliToken = cliToken;
        close(); // what a crashed predecessor left would lead to its ports
    }

    /// The ports come last: who sees them finds the token.
    public void write(RunningPorts running) {
        writeAtomically(token, cliToken.value().reveal() + "\n");
        writeAtomically(ports, json(running));
    }

    @Override
    public void close() {
        for (Path file : new Path[] {ports, token}) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.warn("Cannot delete {}: {}", file, e.toString());
            }
        }
    }

    private String json(RunningPorts running) {
        Map<String, String> fields = new TreeMap<>();
        running.ports().forEach((listener, port) -> fields.put(listener.json, port.toString()));
        fields.put("pid", Long.toString(ProcessHandle.current().pid()));
        fields.put("address", "\"" + network.localAddress() + "\"");
        fields.put("tls", Boolean.toString(network.tls() != null));
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(", ", "{", "}\n"));
    }

    private static void writeAtomically(Path file, String content) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", ownerOnly);
            Files.writeString(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
