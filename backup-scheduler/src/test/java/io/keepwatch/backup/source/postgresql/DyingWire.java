package io.keepwatch.backup.source.postgresql;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// The way of one process to a PostgreSQL server. It breaks before one of the statements that change something, and stays broken, as
/// when the process is killed there. Of a program's connection, that it comes counts as one such statement.
final class DyingWire implements AutoCloseable {

    private static final int PROTOCOL = 3 << 16;
    private static final int CANCEL = 80877102;
    private static final Set<String> CHANGING = Set.of("ALTER", "ANALYZE", "BEGIN", "COMMENT", "COMMIT", "CREATE", "DROP", "GRANT", "REVOKE",
            "UPDATE", "WITH");

    private final int server;
    private final int last;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private volatile boolean dead;

    /// @param server its port
    /// @param last   the number of the first statement that does not go through, counted from 1
    DyingWire(int server, int last) throws IOException {
        this.server = server;
        this.last = last;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    boolean isDead() {
        return dead;
    }

    /// Before which it broke.
    String lastWrite() {
        return writes.getLast();
    }

    /// Also for what the process writes elsewhere.
    synchronized void before(String write) {
        if (!dead) {
            writes.add(write);
            dead = writes.size() == last;
        }
        if (dead) {
            sockets.forEach(DyingWire::close);
            throw new UncheckedIOException(new IOException("Halted before " + write));
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sockets.forEach(DyingWire::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                if (dead) {
                    close(client);
                } else {
                    Socket there = new Socket(InetAddress.getLoopbackAddress(), server);
                    sockets.add(there);
                    Thread.ofVirtual().start(() -> endWith(client, there, () -> there.getInputStream().transferTo(client.getOutputStream())));
                    Thread.ofVirtual().start(() -> endWith(client, there, () -> listen(client, there)));
                }
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private interface Transfer {
        void run() throws IOException;
    }

    private static void endWith(Socket client, Socket there, Transfer transfer) {
        try (client; there) {
            transfer.run();
        } catch (IOException | UncheckedIOException _) {
            return; // one of the two is gone
        }
    }

    private void listen(Socket client, Socket there) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        var out = new DataOutputStream(there.getOutputStream());
        boolean program = false;
        for (int code = 0; code != PROTOCOL && code != CANCEL; ) { // before it: requests for encryption
            int length = in.readInt();
            code = in.readInt();
            byte[] rest = in.readNBytes(length - 8);
            if (code == PROTOCOL && new String(rest, StandardCharsets.UTF_8).contains("keepwatch pg_")) {
                program = true;
                before("pg_restore");
            }
            out.writeInt(length);
            out.writeInt(code);
            out.write(rest);
            out.flush();
        }
        for (int type = in.read(); type >= 0; type = in.read()) {
            int length = in.readInt();
            byte[] rest = in.readNBytes(length - 4);
            if (!program && (type == 'Q' || type == 'P')) {
                look(new String(rest, StandardCharsets.UTF_8).split("\0")[type == 'Q' ? 0 : 1]);
            }
            out.write(type);
            out.writeInt(length);
            out.write(rest);
            out.flush();
        }
    }

    private void look(String sql) {
        if (CHANGING.contains(sql.split("\\s", 2)[0])) {
            before(sql);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
