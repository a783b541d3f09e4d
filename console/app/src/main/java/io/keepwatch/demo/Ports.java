package io.keepwatch.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The loopback ports of the demo, the same at each start as long as nobody else took them: an address that stays can be put into a
/// backup plan, and into a bookmark.
record Ports(int postgres, int service, int inbox) {

    static final Ports UNKNOWN = new Ports(0, 0, 0);

    Ports free() {
        return new Ports(free(postgres), free(service), free(inbox));
    }

    private static int free(int wanted) {
        try {
            return tryPort(wanted);
        } catch (IOException _) {
            try {
                return tryPort(0);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot find a free port on loopback for the demo", e);
            }
        }
    }

    private static int tryPort(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            // a port that a predecessor used a moment ago is free, though connections of it may linger
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }
}
