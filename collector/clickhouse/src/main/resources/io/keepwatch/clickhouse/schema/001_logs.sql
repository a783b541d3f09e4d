-- Column names and types are those of the OpenTelemetry Collector's ClickHouse exporter as ClickStack ships it:
-- HyperDX and Grafana's plugin read this table. Everything else is ours: indexes, settings, time to live.
-- Attributes of the resource go with the service, which is in the key: a bloom filter is enough for them. See 002_traces.sql for
-- what a text index costs and gains.
-- What was acknowledged must outlive a power failure, so an insert ends with fsync; what is derived from it need not.
-- Queries filter on Timestamp; the key's toStartOfFiveMinutes(Timestamp) follows from it.
CREATE TABLE IF NOT EXISTS otel_logs${local}${on_cluster}
(
    `Timestamp` DateTime64(9) CODEC(Delta(8), ZSTD(1)),
    `TraceId` String CODEC(ZSTD(1)),
    `SpanId` String CODEC(ZSTD(1)),
    `TraceFlags` UInt8,
    `SeverityText` LowCardinality(String) CODEC(ZSTD(1)),
    `SeverityNumber` UInt8,
    `ServiceName` LowCardinality(String) CODEC(ZSTD(1)),
    `Body` String CODEC(ZSTD(1)),
    `ResourceSchemaUrl` LowCardinality(String) CODEC(ZSTD(1)),
    `ResourceAttributes` Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    `ScopeSchemaUrl` LowCardinality(String) CODEC(ZSTD(1)),
    `ScopeName` String CODEC(ZSTD(1)),
    `ScopeVersion` LowCardinality(String) CODEC(ZSTD(1)),
    `ScopeAttributes` Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    `LogAttributes` Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    `EventName` String CODEC(ZSTD(1)),
    -- "key=value", not stored: what the text indexes are built on. `has(LogAttributeItems, 'k=v')` uses them.
    `ResourceAttributeItems` Array(String) ALIAS arrayMap(item -> concat(item.1, '=', item.2), ResourceAttributes::Array(Tuple(String, String))),
    `LogAttributeItems` Array(String) ALIAS arrayMap(item -> concat(item.1, '=', item.2), LogAttributes::Array(Tuple(String, String))),
    INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX idx_res_attr_items ResourceAttributeItems TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_log_attr_items LogAttributeItems TYPE text(tokenizer = 'array'),
    INDEX idx_lower_body lower(Body) TYPE text(tokenizer = 'splitByNonAlpha')
)
ENGINE = ${engine MergeTree}
PARTITION BY toDate(Timestamp)
ORDER BY (toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)
TTL toDateTime(Timestamp) + toIntervalSecond(${logs_seconds})
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${durable}${deduplication};

${distributed otel_logs rand()};
