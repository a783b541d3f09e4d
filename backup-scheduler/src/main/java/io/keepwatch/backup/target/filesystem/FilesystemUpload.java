package io.keepwatch.backup.target.filesystem;

import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.StoredObject;
import io.keepwatch.backup.target.TargetException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A hidden file beside the object, renamed to it when it is whole and on the disk.
final class FilesystemUpload implements ObjectUpload {

    private static final int ATTEMPTS = 10;

    private final Folder folder;
    private final String key;
    private final Path file;
    private final Path temporary;
    private final FileChannel channel;
    private long written;
    private boolean committed;

    private FilesystemUpload(Folder folder, String key, Path file, Path temporary, FileChannel channel) {
        this.folder = folder;
        this.key = key;
        this.file = file;
        this.temporary = temporary;
        this.channel = channel;
    }

    static FilesystemUpload begin(Folder folder, String key) throws IOException {
        Path file = folder.fileOf(key);
        Path temporary = Folder.temporaryBeside(file);
        for (int attempt = 1; ; attempt++) {
            folder.makeDirectories(file.getParent());
            try {
                var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                return new FilesystemUpload(folder, key, file, temporary, channel);
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) { // a deletion beside us prunes empty folders, ours too
                    throw e;
                }
            }
        }
    }

    @Override
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                append(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    private void append(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                written += channel.write(bytes);
            }
        } catch (IOException e) {
            throw FilesystemFault.explain("store", key, folder.root(), e);
        }
    }

    @Override
    public StoredObject commit() throws IOException {
        try {
            channel.force(true);
            channel.close();
            long onDisk = Files.size(temporary);
            if (onDisk != written) {
                throw new TargetException("Cannot store " + key + " in " + folder.root() + ": the disk holds " + onDisk + " of " + written
                        + " bytes", "Try again; see the system's log for this disk", true, null);
            }
            folder.moveInto(temporary, file);
            committed = true;
            return FilesystemStore.describe(folder, file);
        } catch (IOException e) {
            throw FilesystemFault.explain("store", key, folder.root(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (committed) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(temporary);
            folder.pruneAbove(file);
        } catch (IOException e) {
            throw FilesystemFault.explain("clear away", key, folder.root(), e);
        }
    }
}
