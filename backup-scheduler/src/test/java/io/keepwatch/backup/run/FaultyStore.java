package io.keepwatch.backup.run;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.StoredObject;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A real store with something around it that happens at named moments: `create`, `write`, `commit`, `committed`, `read`, `delete`.
public final class FaultyStore implements ObjectStore {

    /// May throw, block, or end the process.
    public interface Fault {
        void at(String moment, String key) throws IOException;
    }

    private final ObjectStore store;
    private final Fault fault;

    public FaultyStore(ObjectStore store, Fault fault) {
        this.store = store;
        this.fault = fault;
    }

    @Override
    public ObjectUpload create(String key, String storageClass) throws IOException {
        fault.at("create", key);
        ObjectUpload upload = store.create(key, storageClass);
        return new ObjectUpload() {
            @Override
            public OutputStream output() {
                return new FilterOutputStream(upload.output()) {
                    @Override
                    public void write(byte[] buffer, int offset, int length) throws IOException {
                        fault.at("write", key);
                        out.write(buffer, offset, length);
                    }
                };
            }

            @Override
            public StoredObject commit() throws IOException {
                fault.at("commit", key);
                StoredObject stored = upload.commit();
                fault.at("committed", key);
                return stored;
            }

            @Override
            public void close() throws IOException {
                upload.close();
            }
        };
    }

    @Override
    public InputStream read(String key) throws IOException {
        fault.at("read", key);
        return store.read(key);
    }

    @Override
    public Optional<StoredObject> find(String key) throws IOException {
        return store.find(key);
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> each) throws IOException {
        store.list(prefix, each);
    }

    @Override
    public void delete(String key) throws IOException {
        fault.at("delete", key);
        store.delete(key);
    }

    @Override
    public void sweepUploads(Instant startedBefore) throws IOException {
        store.sweepUploads(startedBefore);
    }

    @Override
    public List<Check> test() {
        return store.test();
    }

    @Override
    public void close() {
        store.close();
    }
}
