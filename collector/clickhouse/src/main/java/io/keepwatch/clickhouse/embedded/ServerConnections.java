package io.keepwatch.clickhouse.embedded;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The connections that clients hold to the engine in this process, found where Linux shows them. ClickHouse waits for them when
/// it stops, even for idle ones, for as long as it would keep them.
final class ServerConnections {

    private static final Path FILE_DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path SOCKETS = Path.of("/proc/net/tcp");
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";

    private ServerConnections() {}

    /// The file descriptors of the connections to a port of ours.
    static List<Integer> to(int port) throws IOException {
        Set<String> sockets = socketsOf(port);
        var found = new ArrayList<Integer>();
        try (var descriptors = Files.newDirectoryStream(FILE_DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(target(descriptor))) {
                    found.add(Integer.parseInt(descriptor.getFileName().toString()));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static Set<String> socketsOf(int port) throws IOException {
        String suffix = ":%04X".formatted(port);
        var sockets = new HashSet<String>();
        for (String line : Files.readAllLines(SOCKETS)) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length > INODE && fields[LOCAL_ADDRESS].endsWith(suffix) && !fields[STATE].equals(LISTENING)) {
                sockets.add("socket:[" + fields[INODE] + "]");
            }
        }
        return sockets;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return ""; // closed meanwhile
        }
    }
}
