-- Which series there were on a day: one row per series and day, the newest counts (read with FINAL or argMax).
-- Labels are without __name__. `family` is the metric's name without _bucket, _sum or _count of a histogram or summary.
-- `type` is GAUGE, COUNTER, HISTOGRAM or SUMMARY; `temporality` UNSPECIFIED, DELTA or CUMULATIVE.
CREATE TABLE IF NOT EXISTS metric_series${local}${on_cluster}
(
    `day` Date,
    `metric` LowCardinality(String) CODEC(ZSTD(1)),
    `fingerprint` UInt64,
    `labels` Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    `family` LowCardinality(String) CODEC(ZSTD(1)),
    `type` LowCardinality(String) CODEC(ZSTD(1)),
    `unit` LowCardinality(String) CODEC(ZSTD(1)),
    `original_name` LowCardinality(String) CODEC(ZSTD(1)),
    `description` LowCardinality(String) CODEC(ZSTD(1)),
    `temporality` LowCardinality(String) CODEC(ZSTD(1)),
    `monotonic` UInt8,
    `resource` Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    `written_at` DateTime DEFAULT now()
)
ENGINE = ${engine ReplacingMergeTree(written_at)}
PARTITION BY day
ORDER BY (metric, fingerprint)
TTL day + toIntervalSecond(${metrics_seconds})
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${durable}${deduplication};

${distributed metric_series fingerprint};

-- Samples as they came, by the hour of their arrival; a later migration has them sealed. A series may hold the same instant
-- several times: the newest counts. The value keeps every bit: NaN 0x7ff0000000000002 is Prometheus' stale marker.
CREATE TABLE IF NOT EXISTS metric_samples${local}${on_cluster}
(
    `metric` LowCardinality(String) CODEC(ZSTD(1)),
    `fingerprint` UInt64 CODEC(Delta(8), ZSTD(1)),
    `time` DateTime64(3) CODEC(Delta(8), ZSTD(1)),
    `value` Float64 CODEC(Delta(8), ZSTD(1)),
    `written_at` DateTime64(3) DEFAULT now64(3) CODEC(Delta(8), ZSTD(1))
)
ENGINE = ${engine MergeTree}
PARTITION BY toStartOfHour(written_at)
ORDER BY (metric, fingerprint, time)
TTL toDateTime(time) + toIntervalSecond(${metrics_seconds})
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${durable}${deduplication};

${distributed metric_samples fingerprint};

CREATE TABLE IF NOT EXISTS metric_exemplars${local}${on_cluster}
(
    `metric` LowCardinality(String) CODEC(ZSTD(1)),
    `fingerprint` UInt64 CODEC(Delta(8), ZSTD(1)),
    `time` DateTime64(3) CODEC(Delta(8), ZSTD(1)),
    `value` Float64 CODEC(ZSTD(1)),
    `trace_id` String CODEC(ZSTD(1)),
    `span_id` String CODEC(ZSTD(1)),
    `attributes` Map(LowCardinality(String), String) CODEC(ZSTD(1))
)
ENGINE = ${engine MergeTree}
PARTITION BY toDate(time)
ORDER BY (metric, fingerprint, time)
TTL toDateTime(time) + toIntervalSecond(${metrics_seconds})
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${durable}${deduplication};

${distributed metric_exemplars fingerprint};
