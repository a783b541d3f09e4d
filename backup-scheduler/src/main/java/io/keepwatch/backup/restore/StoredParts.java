package io.keepwatch.backup.restore;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.catalog.HashedStream;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.source.PartReader;
import io.keepwatch.backup.target.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/// The parts of a backup from the first of its copies that can be opened, checked while they are read.
final class StoredParts implements PartReader {

    private final PlanBook book;
    private final Manifest manifest;
    private final Supplier<List<Backup.Copy>> copies;

    /// @param copies in the order in which to try them
    StoredParts(PlanBook book, Manifest manifest, Supplier<List<Backup.Copy>> copies) {
        this.book = book;
        this.manifest = manifest;
        this.copies = copies;
    }

    @Override
    public InputStream open(String name) throws IOException {
        Manifest.Part part = manifest.parts().stream().filter(candidate -> candidate.name().equals(name)).findFirst()
                .orElseThrow(() -> new IOException("The backup " + manifest.backupId() + " has no part " + name));
        IOException failure = new IOException("The backup " + manifest.backupId() + " has no copy that is whole");
        for (Backup.Copy copy : copies.get()) {
            ObjectStore store = book.open(copy.target());
            try {
                return new Checked(new StoredCopy(store, copy.target(), copy.path()).read(part), part, copy.target(), store);
            } catch (IOException e) {
                store.close();
                failure = e;
            }
        }
        throw failure;
    }

    /// Fails at its end when what was read is not what was written.
    private static final class Checked extends FilterInputStream {

        private final Manifest.Part part;
        private final String target;
        private final ObjectStore store;
        private boolean compared;

        Checked(InputStream in, Manifest.Part part, String target, ObjectStore store) {
            super(new HashedStream(in));
            this.part = part;
            this.target = target;
            this.store = store;
        }

        @Override
        public int read() throws IOException {
            return ended(in.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return ended(in.read(buffer, offset, length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private int ended(int read) throws IOException {
            if (read < 0 && !compared) {
                compared = true;
                if (!((HashedStream) in).sha256().equals(part.storedSha256())) {
                    throw new IOException("Cannot use " + part.name() + " in " + target + ": it is not what was written");
                }
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                store.close();
            }
        }
    }
}
