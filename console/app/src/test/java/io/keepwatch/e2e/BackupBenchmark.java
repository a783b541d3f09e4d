package io.keepwatch.e2e;

import io.keepwatch.backup.target.s3.S3ProxyServer;
import io.keepwatch.metadata.PostgresServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/// Backs up rows that nothing can compress from PostgreSQL to S3 with the product as it is started, in a heap of 512 MB; restores the
/// backup as a clone, compares it, and prints what it took. Not a test: `./keepwatch bench backup` runs the main method with the number
/// of megabytes. PostgreSQL, its programs, ClickHouse and the S3 (S3Proxy, in this process) are not in the measured process.
final class BackupBenchmark {

    private static final String HEAP = "512m";
    private static final Duration LONGEST = Duration.ofMinutes(60);
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");
    private static final double CLOCK_TICKS = 100.0;

    private final Path folder;
    private final PostgresServer postgres;
    private final S3ProxyServer s3;
    private final RandomRows rows;

    private BackupBenchmark(Path folder, PostgresServer postgres, S3ProxyServer s3) {
        this.folder = folder;
        this.postgres = postgres;
        this.s3 = s3;
        this.rows = new RandomRows(postgres);
    }

    /// Seconds: of the clock, of Keepwatch's processor time, and of that of the programs it started and that have ended.
    private record Spent(double wall, double own, double programs) {
        static Spent by(long pid) throws IOException {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // from the third on
            return new Spent(System.nanoTime() / 1e9, (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS,
                    (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / CLOCK_TICKS);
        }

        Spent since(Spent before) {
            return new Spent(wall - before.wall, own - before.own, programs - before.programs);
        }
    }

    public static void main(String[] arguments) throws Exception {
        int megabytes = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("keepwatch-backup-bench-");
        try (var postgres = new PostgresServer(); var s3 = S3ProxyServer.start()) {
            new BackupBenchmark(folder, postgres, s3).run(megabytes);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void run(int megabytes) throws IOException {
        System.err.printf("Filling a table with %,d MB of random bytes …%n", megabytes);
        rows.create("quotes", megabytes * 1_000_000L / RandomRows.ROW, 42);
        String bucket = s3.newBucket();
        System.out.printf("%,d MB in rows of %,d bytes; %d processors, Java %s; load of the machine %.1f%n", megabytes, RandomRows.ROW,
                Runtime.getRuntime().availableProcessors(), Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        var options = List.of("-Xmx" + HEAP, "-XX:+UseG1GC", "-Xlog:gc:file=" + folder.resolve("gc.log"));
        try (var keepwatch = RunningKeepwatch.start(folder.resolve("home"), options, Map.of("KEEPWATCH_CONFIG", configuration(bucket).toString()))) {
            measure(keepwatch, bucket, megabytes);
        }
    }

    private void measure(RunningKeepwatch keepwatch, String bucket, int megabytes) throws IOException {
        var calls = new BackupCalls(keepwatch);
        System.out.printf("%-36s %8s %8s %14s %18s%n", "step", "s", "MB/s", "s of its CPU", "s of programs' CPU");

        Spent before = Spent.by(keepwatch.pid());
        JsonNode backup = completed(calls, calls.backUp("quotes"));
        row("backup, confirmed and read to its end", megabytes, Spent.by(keepwatch.pid()).since(before));

        before = Spent.by(keepwatch.pid());
        String restore = calls.restore(backup.get("backupId").asString(), "clone", "quotes");
        completed(calls, restore);
        row("restore as a clone, verified", megabytes, Spent.by(keepwatch.pid()).since(before));

        System.out.println(stored(bucket));
        System.out.printf("heap: at most %s; used at most %,d MB before a collection, %,d MB after one; process: %,d MB resident at most%n",
                HEAP, most(1), most(2), mostResident(keepwatch.pid()) / 1000);
        String live = rows.digest("quotes");
        String clone = rows.digest(calls.restored(restore));
        System.out.printf("live:  %s%nclone: %s%n", live, clone);
        if (!live.equals(clone)) {
            throw new IllegalStateException("The clone is not what was backed up");
        }
    }

    private static JsonNode completed(BackupCalls calls, String run) {
        JsonNode ended = calls.ended(run, LONGEST);
        if (!ended.get("phase").asString().equals("COMPLETED")) {
            throw new IllegalStateException("The run ended so: " + ended);
        }
        return ended;
    }

    private Path configuration(String bucket) throws IOException {
        Files.writeString(folder.resolve("s3-secret"), S3ProxyServer.SECRET_KEY);
        return Files.writeString(folder.resolve("keepwatch.yaml"), """
                keepwatch:
                  backup:
                    targets:
                      s3: {type: s3, bucket: %s, endpoint: "%s", access-key: %s, secret-key: "file:s3-secret"}
                    plans:
                      quotes:
                        source: {type: postgresql, host: 127.0.0.1, port: %d, username: postgres, database: quotes, allow-unsafe-client: true}
                        schedule: "0 2 1 1 *"
                        targets: [s3]
                """.formatted(bucket, s3.endpoint(), S3ProxyServer.ACCESS_KEY, postgres.port()));
    }

    private static void row(String what, int megabytes, Spent spent) {
        System.out.printf("%-36s %8.1f %8.1f %14.1f %18.1f%n", what, spent.wall(), megabytes / spent.wall(), spent.own(), spent.programs());
    }

    /// A store marks an object of parts with their number, at the end of its ETag.
    private String stored(String bucket) {
        try (S3Client client = s3.client()) {
            String key = s3.allIn(bucket).stream().filter(name -> name.endsWith("database.dump")).findFirst().orElseThrow();
            var object = client.headObject(request -> request.bucket(bucket).key(key));
            String tag = object.eTag().replace("\"", "");
            return "stored: %,d MB in %s parts".formatted(object.contentLength() / 1_000_000, tag.substring(tag.indexOf('-') + 1));
        }
    }

    private int most(int group) throws IOException {
        return Files.readAllLines(folder.resolve("gc.log")).stream().flatMap(line -> COLLECTION.matcher(line).results())
                .map((MatchResult found) -> found.group(group)).mapToInt(Integer::parseInt).max().orElse(0);
    }

    private static long mostResident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }
}
