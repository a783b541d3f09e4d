package io.keepwatch.backup.target;

import io.keepwatch.backup.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Does to a store what backups, restores and retention will do, on an object of its own, and clears it away.
public final class StoreProbe {

    /// Enough for a store that takes large objects in parts.
    private static final int LARGE = 9 << 20;
    private static final String FOLDER = "keepwatch-test";

    private final ObjectStore store;
    private final String place;
    private final String key = FOLDER + "/" + UUID.randomUUID();
    private final List<Check> checks = new ArrayList<>();

    private StoreProbe(ObjectStore store, String place) {
        this.store = store;
        this.place = place;
    }

    /// Stops at the first thing that does not work: the ones after it would only say the same.
    public static List<Check> run(ObjectStore store, String place) {
        var probe = new StoreProbe(store, place);
        try {
            probe.tryAll();
        } finally {
            probe.clearAway();
        }
        return probe.checks;
    }

    private interface Trial {
        String run() throws IOException;
    }

    private void tryAll() {
        boolean works = check("write", () -> write("small", 1024))
                && check("write in parts", () -> write("large", LARGE))
                && check("read back", this::readBack)
                && check("list", this::list)
                && check("delete", this::delete)
                && check("cancel an upload", this::abandon);
        if (works) {
            checks.add(Check.green("result", place + " is fit for backups"));
        }
    }

    private boolean check(String name, Trial trial) {
        try {
            checks.add(Check.green(name, trial.run()));
            return true;
        } catch (TargetException e) {
            checks.add(Check.red(name, e.getMessage(), e.hint()));
        } catch (IOException e) {
            checks.add(Check.red(name, "Cannot " + name + " in " + place + ": " + e.getMessage(), "See Keepwatch's log"));
        }
        return false;
    }

    private String write(String name, int bytes) throws IOException {
        try (ObjectUpload upload = store.create(key + "/" + name, "STANDARD")) {
            fill(upload.output(), bytes);
            StoredObject stored = upload.commit();
            if (stored.bytes() != bytes) {
                throw wrong("store", name, "it says it holds " + stored.bytes() + " of " + bytes + " bytes");
            }
        }
        return bytes + " bytes stored, and the store says so";
    }

    private static void fill(OutputStream output, int bytes) throws IOException {
        var content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        output.write(content);
    }

    private String readBack() throws IOException {
        var expected = new byte[LARGE];
        new Random(LARGE).nextBytes(expected);
        try (InputStream in = store.read(key + "/large")) {
            if (!Arrays.equals(in.readAllBytes(), expected)) {
                throw wrong("read", "large", "the bytes are not the ones that were written");
            }
        }
        return LARGE + " bytes read again, the same as written";
    }

    private String list() throws IOException {
        var found = new ArrayList<String>();
        store.list(key + "/", object -> found.add(object.key()));
        if (!found.equals(List.of(key + "/large", key + "/small"))) {
            throw wrong("list", key, "expected the two objects that were written, found " + found);
        }
        return "both objects are listed";
    }

    private String delete() throws IOException {
        for (String name : List.of("small", "large")) {
            store.delete(key + "/" + name);
            if (store.find(key + "/" + name).isPresent()) {
                throw wrong("delete", name, "it is still there");
            }
        }
        return "both objects are gone";
    }

    private String abandon() throws IOException {
        try (ObjectUpload upload = store.create(key + "/cancelled", "STANDARD")) {
            fill(upload.output(), LARGE);
        }
        if (store.find(key + "/cancelled").isPresent()) {
            throw wrong("cancel the upload of", "cancelled", "the object is there");
        }
        return "nothing of it is left";
    }

    private TargetException wrong(String verb, String name, String why) {
        return new TargetException("Cannot " + verb + " " + key + "/" + name + " in " + place + ": " + why,
                "This store does not do what it says: do not keep backups there", false, null);
    }

    private void clearAway() {
        for (String name : List.of("small", "large", "cancelled")) {
            try {
                store.delete(key + "/" + name);
            } catch (IOException e) {
                if (checks.stream().allMatch(check -> check.status() == Check.Status.GREEN)) {
                    checks.add(Check.amber("clear away", e.getMessage(), "Delete " + key + " in " + place + " yourself"));
                }
            }
        }
    }
}
