package io.keepwatch.clickhouse.embedded;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/// The few functions of `libchdb.so` and libc that a server needs.
final class ChdbLibrary {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final long LONGEST_ERROR = 1 << 20;
    private static final int SHUT_RDWR = 2;

    private final MethodHandle setSignalHandlersEnabled;
    private final MethodHandle queryCmdline;
    private final MethodHandle resultError;
    private final MethodHandle pipe;
    private final MethodHandle close;
    private final MethodHandle shutdown;
    private final MethodHandle exit;

    private ChdbLibrary(SymbolLookup chdb) {
        SymbolLookup libc = LINKER.defaultLookup();
        setSignalHandlersEnabled =
                handle(chdb, "chdb_set_signal_handlers_enabled", FunctionDescriptor.ofVoid(JAVA_INT));
        queryCmdline = handle(chdb, "chdb_query_cmdline", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
        resultError = handle(chdb, "chdb_result_error", FunctionDescriptor.of(ADDRESS, ADDRESS));
        pipe = handle(libc, "pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        close = handle(libc, "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        shutdown = handle(libc, "shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        exit = handle(libc, "_exit", FunctionDescriptor.ofVoid(JAVA_INT));
    }

    /// Loads the library for the life of the process and keeps it from replacing the JVM's signal handlers, which the JVM would
    /// not survive.
    static ChdbLibrary load(Path path) {
        var library = new ChdbLibrary(SymbolLookup.libraryLookup(path, Arena.global()));
        library.disableSignalHandlers();
        return library;
    }

    /// Runs clickhouse-local with these arguments until it ends.
    ///
    /// @return its error, empty when it ended well
    String run(List<String> arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment argv = arena.allocate(ADDRESS, arguments.size());
            for (int i = 0; i < arguments.size(); i++) {
                argv.setAtIndex(ADDRESS, i, arena.allocateFrom(arguments.get(i)));
            }
            var result = (MemorySegment) queryCmdline.invokeExact(arguments.size(), argv);
            if (result.address() == 0) {
                return "no result";
            }
            var error = (MemorySegment) resultError.invokeExact(result);
            return error.address() == 0 ? "" : error.reinterpret(LONGEST_ERROR).getString(0);
        } catch (Throwable failure) {
            throw new IllegalStateException("Cannot call chdb_query_cmdline", failure);
        }
    }

    Pipe openPipe() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            int failed = (int) pipe.invokeExact(ends);
            if (failed != 0) {
                throw new IllegalStateException("Cannot open a pipe");
            }
            return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        } catch (Throwable failure) {
            throw new IllegalStateException("Cannot call pipe", failure);
        }
    }

    void close(int fileDescriptor) {
        try {
            int _ = (int) close.invokeExact(fileDescriptor);
        } catch (Throwable failure) {
            throw new IllegalStateException("Cannot call close", failure);
        }
    }

    /// Ends the connection of a socket, whoever reads or writes it; nothing happens when it has ended already.
    void shutDown(int socket) {
        try {
            int _ = (int) shutdown.invokeExact(socket, SHUT_RDWR);
        } catch (Throwable failure) {
            throw new IllegalStateException("Cannot call shutdown", failure);
        }
    }

    /// Ends the process as it stands. The JVM's own exit runs the library's destructors under the feet of its threads, and the
    /// process dies of that with a crash report.
    void exitNow(int status) {
        try {
            exit.invokeExact(status);
        } catch (Throwable failure) {
            throw new IllegalStateException("Cannot call _exit", failure);
        }
    }

    /// The file descriptors of a pipe's two ends.
    record Pipe(int readEnd, int writeEnd) {}

    private void disableSignalHandlers() {
        try {
            setSignalHandlersEnabled.invokeExact(0);
        } catch (Throwable failure) {
            throw new IllegalStateException("Cannot call chdb_set_signal_handlers_enabled", failure);
        }
    }

    private static MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(library.findOrThrow(name), descriptor);
    }
}
