package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.StoreReader;
import java.util.List;

/// Reads ClickHouse's own tables.
final class ClickHouseStoreReader implements StoreReader {

    private static final String DISK = """
            SELECT version(), toInt64(sum(free_space)), toInt64(sum(total_space)) FROM system.disks""";
    private static final String TABLES = """
            SELECT table, sum(rows), sum(bytes_on_disk), sum(data_uncompressed_bytes), count() FROM system.parts
            WHERE database = currentDatabase() AND active GROUP BY table ORDER BY sum(bytes_on_disk) DESC""";

    private final Questions questions;

    ClickHouseStoreReader(Questions questions) {
        this.questions = questions;
    }

    @Override
    public StoreStatus status() {
        List<TableStatus> tables = questions.rows(TABLES, new Parameters(),
                row -> new TableStatus(row.text(), row.int64(), row.int64(), row.int64(), row.int64()));
        return questions.row(DISK, new Parameters(), row -> new StoreStatus(row.text(), tables, row.int64(), row.int64()));
    }
}
