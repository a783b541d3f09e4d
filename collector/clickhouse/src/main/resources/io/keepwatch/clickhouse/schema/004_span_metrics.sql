-- Rate, errors and duration of spans of every kind, summed per 10 s as they are inserted; a service's requests are
-- those of kind Server and Consumer. Rows of one key may be several until they are merged: always sum().
--
-- `bucket` is the index i of OpenTelemetry's exponential histogram of scale 2: the spans that took longer than
-- 2^(i/4) s and at most 2^((i+1)/4) s, so i = ceil(4 * log2(seconds)) - 1. A span of 0 ns counts as one of 1 ns.
--
-- As PromQL series with the labels service, span_name, span_kind (SPAN_KIND_SERVER …) and status_code (STATUS_CODE_ERROR …)
-- a row is an increment (delta temporality) at the end of its ten seconds, time + 10 s:
--   traces_spanmetrics_calls_total                  sum(spans) without regard to bucket
--   traces_spanmetrics_duration_seconds_bucket      sum(spans) of all buckets up to i, le = 2^((i+1)/4)
--   traces_spanmetrics_duration_seconds_sum/_count  sum(duration) / 1e9, sum(spans)
CREATE TABLE IF NOT EXISTS span_metrics${local}${on_cluster}
(
    `time` DateTime CODEC(Delta(4), ZSTD(1)),
    `service` LowCardinality(String) CODEC(ZSTD(1)),
    `kind` LowCardinality(String) CODEC(ZSTD(1)),
    `operation` LowCardinality(String) CODEC(ZSTD(1)),
    `status` LowCardinality(String) CODEC(ZSTD(1)),
    `bucket` Int16 CODEC(Delta(2), ZSTD(1)),
    `spans` UInt64 CODEC(T64, ZSTD(1)),
    `duration` UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ${engine SummingMergeTree((spans, duration))}
PARTITION BY toDate(time)
ORDER BY (toStartOfHour(time), kind, service, operation, status, bucket, time)
TTL time + toIntervalSecond(${metrics_seconds})
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${deduplication};

${distributed span_metrics cityHash64(service)};

CREATE MATERIALIZED VIEW IF NOT EXISTS span_metrics_mv${on_cluster} TO span_metrics${local} AS
SELECT
    toStartOfInterval(toDateTime(Timestamp), toIntervalSecond(10)) AS time,
    ServiceName AS service,
    SpanKind AS kind,
    SpanName AS operation,
    StatusCode AS status,
    toInt16(ceil(4 * log2(greatest(Duration, 1) / 1e9)) - 1) AS bucket,
    count() AS spans,
    sum(Duration) AS duration
FROM otel_traces${local}
GROUP BY time, service, kind, operation, status, bucket;

-- The same per minute, a sixth of the rows where there is traffic: for every question whose steps are whole minutes.
CREATE TABLE IF NOT EXISTS span_metrics_1m${local}${on_cluster}
(
    `time` DateTime CODEC(Delta(4), ZSTD(1)),
    `service` LowCardinality(String) CODEC(ZSTD(1)),
    `kind` LowCardinality(String) CODEC(ZSTD(1)),
    `operation` LowCardinality(String) CODEC(ZSTD(1)),
    `status` LowCardinality(String) CODEC(ZSTD(1)),
    `bucket` Int16 CODEC(Delta(2), ZSTD(1)),
    `spans` UInt64 CODEC(T64, ZSTD(1)),
    `duration` UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ${engine SummingMergeTree((spans, duration))}
PARTITION BY toDate(time)
ORDER BY (toStartOfHour(time), kind, service, operation, status, bucket, time)
TTL time + toIntervalSecond(${metrics_seconds})
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${deduplication};

${distributed span_metrics_1m cityHash64(service)};

CREATE MATERIALIZED VIEW IF NOT EXISTS span_metrics_1m_mv${on_cluster} TO span_metrics_1m${local} AS
SELECT
    toStartOfMinute(ten_seconds.time) AS time,
    service, kind, operation, status, bucket,
    sum(ten_seconds.spans) AS spans,
    sum(ten_seconds.duration) AS duration
FROM span_metrics${local} AS ten_seconds
GROUP BY time, service, kind, operation, status, bucket;
