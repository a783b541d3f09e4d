-- The minutes that spans were inserted into, and when: tells which minutes of service_edge_windows are out of date,
-- also when spans arrive late.
CREATE TABLE IF NOT EXISTS span_windows${local}${on_cluster}
(
    `window` DateTime,
    `inserted_at` SimpleAggregateFunction(max, DateTime)
)
ENGINE = ${engine AggregatingMergeTree}
PARTITION BY toDate(window)
ORDER BY (window)
TTL window + toIntervalSecond(${traces_seconds})
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${deduplication};

${distributed span_windows rand()};

CREATE MATERIALIZED VIEW IF NOT EXISTS span_windows_mv${on_cluster} TO span_windows${local} AS
SELECT toStartOfMinute(toDateTime(Timestamp)) AS window, now() AS inserted_at
FROM otel_traces${local}
GROUP BY window;

-- Who called whom in a minute. Parent and child span arrive in different inserts, so a minute is computed as a whole
-- from the spans that are there, and again when more have come: one row, the newest counts. Any process may compute.
CREATE TABLE IF NOT EXISTS service_edge_windows${local}${on_cluster}
(
    `window` DateTime,
    `source` Array(LowCardinality(String)),
    `target` Array(LowCardinality(String)),
    `target_kind` Array(LowCardinality(String)),
    `bucket` Array(Int16),
    `calls` Array(UInt64),
    `errors` Array(UInt64),
    `computed_at` DateTime64(3)
)
ENGINE = ${engine ReplacingMergeTree(computed_at)}
PARTITION BY toDate(window)
ORDER BY (window)
TTL window + toIntervalSecond(${traces_seconds})
SETTINGS index_granularity = 64, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1;

${distributed service_edge_windows cityHash64(window)};

-- One row per minute, edge and bucket of duration (see 004_span_metrics.sql), as the caller saw it.
-- target_kind is SERVICE, DATABASE, MESSAGING or EXTERNAL.
CREATE OR REPLACE VIEW service_edges${on_cluster} AS
SELECT window, source_ AS source, target_ AS target, target_kind_ AS target_kind, bucket_ AS bucket, calls_ AS calls, errors_ AS errors
FROM service_edge_windows FINAL
ARRAY JOIN source AS source_, target AS target_, target_kind AS target_kind_, bucket AS bucket_, calls AS calls_, errors AS errors_;
