package io.keepwatch.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A fixed local port that leads to a server, or to nobody while it is shut: a network that can be cut.
final class TcpForwarder implements AutoCloseable {

    private final ServerSocket reserved;
    private final int port;
    private final AtomicLong bytesSent = new AtomicLong();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;

    TcpForwarder() throws IOException {
        reserved = new ServerSocket();
        reserved.setReuseAddress(true);
        reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = reserved.getLocalPort();
        reserved.close();
    }

    int port() {
        return port;
    }

    /// How much clients have sent.
    long bytesSent() {
        return bytesSent.get();
    }

    void open(int target) throws IOException {
        listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        ServerSocket server = listening;
        Thread.ofVirtual().start(() -> accept(server, target));
    }

    void shut() throws IOException {
        if (listening != null) {
            listening.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        shut();
    }

    private void accept(ServerSocket server, int target) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(upstream);
                if (server.isClosed()) { // shut while we connected: nobody else closes these two
                    client.close();
                    upstream.close();
                    return;
                }
                Thread.ofVirtual().start(() -> pump(client, upstream, bytesSent));
                Thread.ofVirtual().start(() -> pump(upstream, client, new AtomicLong()));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void pump(Socket from, Socket to, AtomicLong count) {
        var buffer = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length; (length = in.read(buffer)) >= 0; ) {
                count.addAndGet(length);
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            System.out.println("Connection ended: " + e.getMessage());
        }
    }
}
