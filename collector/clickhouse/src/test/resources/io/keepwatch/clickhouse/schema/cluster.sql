CREATE TABLE IF NOT EXISTS otel_logs_local ON CLUSTER 'main'
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
    `ResourceAttributeItems` Array(String) ALIAS arrayMap(item -> concat(item.1, '=', item.2), ResourceAttributes::Array(Tuple(String, String))),
    `LogAttributeItems` Array(String) ALIAS arrayMap(item -> concat(item.1, '=', item.2), LogAttributes::Array(Tuple(String, String))),
    INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX idx_res_attr_items ResourceAttributeItems TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_log_attr_items LogAttributeItems TYPE text(tokenizer = 'array'),
    INDEX idx_lower_body lower(Body) TYPE text(tokenizer = 'splitByNonAlpha')
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toDate(Timestamp)
ORDER BY (toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)
TTL toDateTime(Timestamp) + toIntervalSecond(2592000)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, fsync_after_insert = 1, fsync_part_directory = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS otel_logs ON CLUSTER 'main' AS otel_logs_local
ENGINE = Distributed('main', currentDatabase(), 'otel_logs_local', rand());

CREATE TABLE IF NOT EXISTS otel_traces_local ON CLUSTER 'main'
(
    `Timestamp` DateTime64(9) CODEC(Delta(8), ZSTD(1)),
    `TraceId` String CODEC(ZSTD(1)),
    `SpanId` String CODEC(ZSTD(1)),
    `ParentSpanId` String CODEC(ZSTD(1)),
    `TraceState` String CODEC(ZSTD(1)),
    `SpanName` LowCardinality(String) CODEC(ZSTD(1)),
    `SpanKind` LowCardinality(String) CODEC(ZSTD(1)),
    `ServiceName` LowCardinality(String) CODEC(ZSTD(1)),
    `ResourceAttributes` Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    `ScopeName` String CODEC(ZSTD(1)),
    `ScopeVersion` String CODEC(ZSTD(1)),
    `SpanAttributes` Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    `Duration` UInt64 CODEC(ZSTD(1)),
    `StatusCode` LowCardinality(String) CODEC(ZSTD(1)),
    `StatusMessage` String CODEC(ZSTD(1)),
    `Events.Timestamp` Array(DateTime64(9)) CODEC(ZSTD(1)),
    `Events.Name` Array(LowCardinality(String)) CODEC(ZSTD(1)),
    `Events.Attributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
    `Links.TraceId` Array(String) CODEC(ZSTD(1)),
    `Links.SpanId` Array(String) CODEC(ZSTD(1)),
    `Links.TraceState` Array(String) CODEC(ZSTD(1)),
    `Links.Attributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
    `ResourceAttributeItems` Array(String) ALIAS arrayMap(item -> concat(item.1, '=', item.2), ResourceAttributes::Array(Tuple(String, String))),
    `SpanAttributeItems` Array(String) ALIAS arrayMap(item -> concat(item.1, '=', item.2), SpanAttributes::Array(Tuple(String, String))),
    INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX idx_res_attr_items ResourceAttributeItems TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_span_attr_items SpanAttributeItems TYPE text(tokenizer = 'array'),
    INDEX idx_duration Duration TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toDate(Timestamp)
ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))
TTL toDateTime(Timestamp) + toIntervalSecond(1296000)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, fsync_after_insert = 1, fsync_part_directory = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS otel_traces ON CLUSTER 'main' AS otel_traces_local
ENGINE = Distributed('main', currentDatabase(), 'otel_traces_local', cityHash64(TraceId));

CREATE TABLE IF NOT EXISTS otel_traces_trace_id_ts_local ON CLUSTER 'main'
(
    `TraceId` String CODEC(ZSTD(1)),
    `Start` SimpleAggregateFunction(min, DateTime) CODEC(ZSTD(1)),
    `End` SimpleAggregateFunction(max, DateTime) CODEC(ZSTD(1))
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toStartOfWeek(Start)
ORDER BY (TraceId)
TTL Start + toIntervalSecond(1296000)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS otel_traces_trace_id_ts ON CLUSTER 'main' AS otel_traces_trace_id_ts_local
ENGINE = Distributed('main', currentDatabase(), 'otel_traces_trace_id_ts_local', cityHash64(TraceId));

CREATE MATERIALIZED VIEW IF NOT EXISTS otel_traces_trace_id_ts_mv ON CLUSTER 'main' TO otel_traces_trace_id_ts_local AS
SELECT TraceId, toDateTime(min(Timestamp)) AS Start, toDateTime(max(Timestamp)) AS End
FROM otel_traces_local
WHERE TraceId != ''
GROUP BY TraceId;

CREATE TABLE IF NOT EXISTS metric_series_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', written_at)
PARTITION BY day
ORDER BY (metric, fingerprint)
TTL day + toIntervalSecond(34128000)
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, fsync_after_insert = 1, fsync_part_directory = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS metric_series ON CLUSTER 'main' AS metric_series_local
ENGINE = Distributed('main', currentDatabase(), 'metric_series_local', fingerprint);

CREATE TABLE IF NOT EXISTS metric_samples_local ON CLUSTER 'main'
(
    `metric` LowCardinality(String) CODEC(ZSTD(1)),
    `fingerprint` UInt64 CODEC(Delta(8), ZSTD(1)),
    `time` DateTime64(3) CODEC(Delta(8), ZSTD(1)),
    `value` Float64 CODEC(Delta(8), ZSTD(1)),
    `written_at` DateTime64(3) DEFAULT now64(3) CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toStartOfHour(written_at)
ORDER BY (metric, fingerprint, time)
TTL toDateTime(time) + toIntervalSecond(34128000)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, fsync_after_insert = 1, fsync_part_directory = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS metric_samples ON CLUSTER 'main' AS metric_samples_local
ENGINE = Distributed('main', currentDatabase(), 'metric_samples_local', fingerprint);

CREATE TABLE IF NOT EXISTS metric_exemplars_local ON CLUSTER 'main'
(
    `metric` LowCardinality(String) CODEC(ZSTD(1)),
    `fingerprint` UInt64 CODEC(Delta(8), ZSTD(1)),
    `time` DateTime64(3) CODEC(Delta(8), ZSTD(1)),
    `value` Float64 CODEC(ZSTD(1)),
    `trace_id` String CODEC(ZSTD(1)),
    `span_id` String CODEC(ZSTD(1)),
    `attributes` Map(LowCardinality(String), String) CODEC(ZSTD(1))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toDate(time)
ORDER BY (metric, fingerprint, time)
TTL toDateTime(time) + toIntervalSecond(34128000)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, fsync_after_insert = 1, fsync_part_directory = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS metric_exemplars ON CLUSTER 'main' AS metric_exemplars_local
ENGINE = Distributed('main', currentDatabase(), 'metric_exemplars_local', fingerprint);

CREATE TABLE IF NOT EXISTS span_metrics_local ON CLUSTER 'main'
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
ENGINE = ReplicatedSummingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', (spans, duration))
PARTITION BY toDate(time)
ORDER BY (toStartOfHour(time), kind, service, operation, status, bucket, time)
TTL time + toIntervalSecond(34128000)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS span_metrics ON CLUSTER 'main' AS span_metrics_local
ENGINE = Distributed('main', currentDatabase(), 'span_metrics_local', cityHash64(service));

CREATE MATERIALIZED VIEW IF NOT EXISTS span_metrics_mv ON CLUSTER 'main' TO span_metrics_local AS
SELECT
    toStartOfInterval(toDateTime(Timestamp), toIntervalSecond(10)) AS time,
    ServiceName AS service,
    SpanKind AS kind,
    SpanName AS operation,
    StatusCode AS status,
    toInt16(ceil(4 * log2(greatest(Duration, 1) / 1e9)) - 1) AS bucket,
    count() AS spans,
    sum(Duration) AS duration
FROM otel_traces_local
GROUP BY time, service, kind, operation, status, bucket;

CREATE TABLE IF NOT EXISTS span_metrics_1m_local ON CLUSTER 'main'
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
ENGINE = ReplicatedSummingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', (spans, duration))
PARTITION BY toDate(time)
ORDER BY (toStartOfHour(time), kind, service, operation, status, bucket, time)
TTL time + toIntervalSecond(34128000)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS span_metrics_1m ON CLUSTER 'main' AS span_metrics_1m_local
ENGINE = Distributed('main', currentDatabase(), 'span_metrics_1m_local', cityHash64(service));

CREATE MATERIALIZED VIEW IF NOT EXISTS span_metrics_1m_mv ON CLUSTER 'main' TO span_metrics_1m_local AS
SELECT
    toStartOfMinute(ten_seconds.time) AS time,
    service, kind, operation, status, bucket,
    sum(ten_seconds.spans) AS spans,
    sum(ten_seconds.duration) AS duration
FROM span_metrics_local AS ten_seconds
GROUP BY time, service, kind, operation, status, bucket;

CREATE TABLE IF NOT EXISTS service_instances_local ON CLUSTER 'main'
(
    `service` LowCardinality(String),
    `version` LowCardinality(String),
    `instance` String,
    `first_seen` SimpleAggregateFunction(min, DateTime64(3)),
    `last_seen` SimpleAggregateFunction(max, DateTime64(3))
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (service, version, instance)
TTL toDateTime(last_seen) + toIntervalSecond(34128000)
SETTINGS index_granularity = 1024, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS service_instances ON CLUSTER 'main' AS service_instances_local
ENGINE = Distributed('main', currentDatabase(), 'service_instances_local', cityHash64(service));

CREATE MATERIALIZED VIEW IF NOT EXISTS service_instances_mv ON CLUSTER 'main' TO service_instances_local AS
SELECT
    ServiceName AS service,
    ResourceAttributes['service.version'] AS version,
    multiIf(
        ResourceAttributes['service.instance.id'] != '', ResourceAttributes['service.instance.id'],
        ResourceAttributes['k8s.pod.uid'] != '', ResourceAttributes['k8s.pod.uid'],
        ResourceAttributes['host.name'] != '', concat(ResourceAttributes['host.name'], ':', ResourceAttributes['process.pid']),
        '') AS instance,
    toDateTime64(min(Timestamp), 3) AS first_seen,
    toDateTime64(max(Timestamp), 3) AS last_seen
FROM otel_traces_local
GROUP BY service, version, instance;

CREATE TABLE IF NOT EXISTS span_windows_local ON CLUSTER 'main'
(
    `window` DateTime,
    `inserted_at` SimpleAggregateFunction(max, DateTime)
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toDate(window)
ORDER BY (window)
TTL window + toIntervalSecond(1296000)
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS span_windows ON CLUSTER 'main' AS span_windows_local
ENGINE = Distributed('main', currentDatabase(), 'span_windows_local', rand());

CREATE MATERIALIZED VIEW IF NOT EXISTS span_windows_mv ON CLUSTER 'main' TO span_windows_local AS
SELECT toStartOfMinute(toDateTime(Timestamp)) AS window, now() AS inserted_at
FROM otel_traces_local
GROUP BY window;

CREATE TABLE IF NOT EXISTS span_calls_local ON CLUSTER 'main'
(
    `window` DateTime CODEC(Delta(4), ZSTD(1)),
    `span` UInt64 CODEC(NONE),
    `parent` UInt64 CODEC(NONE),
    `service` LowCardinality(String) CODEC(ZSTD(1)),
    `kind` LowCardinality(String) CODEC(ZSTD(1)),
    `status` LowCardinality(String) CODEC(ZSTD(1)),
    `end` DateTime CODEC(Delta(4), ZSTD(1)),
    `duration` UInt64 CODEC(ZSTD(1)),
    `outside_kind` LowCardinality(String) CODEC(ZSTD(1)),
    `outside` LowCardinality(String) CODEC(ZSTD(1))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toDate(window)
ORDER BY (window, service, kind)
TTL window + toIntervalDay(3)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS span_calls ON CLUSTER 'main' AS span_calls_local
ENGINE = Distributed('main', currentDatabase(), 'span_calls_local', span);

CREATE MATERIALIZED VIEW IF NOT EXISTS span_calls_mv ON CLUSTER 'main' TO span_calls_local AS
WITH
    if(SpanAttributes['db.system.name'] != '', SpanAttributes['db.system.name'], SpanAttributes['db.system']) AS database,
    if(SpanAttributes['db.namespace'] != '', SpanAttributes['db.namespace'], SpanAttributes['db.name']) AS namespace,
    SpanAttributes['messaging.system'] AS broker,
    SpanAttributes['messaging.destination.name'] AS destination,
    if(SpanAttributes['server.address'] != '', SpanAttributes['server.address'], SpanAttributes['net.peer.name']) AS host,
    if(SpanAttributes['server.port'] IN ('', '80', '443'), host, concat(host, ':', SpanAttributes['server.port'])) AS peer
SELECT
    toStartOfMinute(toDateTime(Timestamp)) AS window,
    cityHash64(TraceId, SpanId) AS span,
    if(ParentSpanId = '', 0, cityHash64(TraceId, ParentSpanId)) AS parent,
    ServiceName AS service,
    SpanKind AS kind,
    StatusCode AS status,
    toDateTime(Timestamp) + toIntervalSecond(intDiv(Duration, 1000000000)) AS end,
    Duration AS duration,
    multiIf(SpanKind NOT IN ('Client', 'Producer'), '', database != '', 'DATABASE', broker != '', 'MESSAGING', host != '', 'EXTERNAL', '')
        AS outside_kind,
    multiIf(
        outside_kind = 'DATABASE', trimRight(concat(database, ' ', if(namespace != '', namespace, host))),
        outside_kind = 'MESSAGING', trimRight(concat(broker, ' ', if(destination != '', destination, SpanAttributes['messaging.destination']))),
        outside_kind = 'EXTERNAL', if(SpanAttributes['peer.service'] != '', SpanAttributes['peer.service'], peer),
        '') AS outside
FROM otel_traces_local
WHERE SpanKind IN ('Client', 'Producer', 'Server', 'Consumer');

CREATE TABLE IF NOT EXISTS service_edge_windows_local ON CLUSTER 'main'
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', computed_at)
PARTITION BY toDate(window)
ORDER BY (window)
TTL window + toIntervalSecond(1296000)
SETTINGS index_granularity = 64, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1;

CREATE TABLE IF NOT EXISTS service_edge_windows ON CLUSTER 'main' AS service_edge_windows_local
ENGINE = Distributed('main', currentDatabase(), 'service_edge_windows_local', cityHash64(window));

CREATE OR REPLACE VIEW service_edges ON CLUSTER 'main' AS
SELECT window, source_ AS source, target_ AS target, target_kind_ AS target_kind, bucket_ AS bucket, calls_ AS calls, errors_ AS errors
FROM service_edge_windows FINAL
ARRAY JOIN source AS source_, target AS target_, target_kind AS target_kind_, bucket AS bucket_, calls AS calls_, errors AS errors_;

ALTER TABLE otel_traces_local ON CLUSTER 'main'
    ADD COLUMN IF NOT EXISTS `ErrorType` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'error.type'), SpanAttributes['error.type'], ResourceAttributes['error.type']) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `HttpRoute` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'http.route'), SpanAttributes['http.route'], ResourceAttributes['http.route']) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `HttpStatusCode` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'http.response.status_code'), SpanAttributes['http.response.status_code'], ResourceAttributes['http.response.status_code']) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `DbSystem` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'db.system.name'), SpanAttributes['db.system.name'], ResourceAttributes['db.system.name']) CODEC(ZSTD(1));

ALTER TABLE otel_traces ON CLUSTER 'main'
    ADD COLUMN IF NOT EXISTS `ErrorType` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'error.type'), SpanAttributes['error.type'], ResourceAttributes['error.type']),
    ADD COLUMN IF NOT EXISTS `HttpRoute` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'http.route'), SpanAttributes['http.route'], ResourceAttributes['http.route']),
    ADD COLUMN IF NOT EXISTS `HttpStatusCode` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'http.response.status_code'), SpanAttributes['http.response.status_code'], ResourceAttributes['http.response.status_code']),
    ADD COLUMN IF NOT EXISTS `DbSystem` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'db.system.name'), SpanAttributes['db.system.name'], ResourceAttributes['db.system.name']);

CREATE TABLE IF NOT EXISTS metric_chunks_local ON CLUSTER 'main'
(
    `metric` LowCardinality(String) CODEC(ZSTD(1)),
    `fingerprint` UInt64 CODEC(Delta(8), ZSTD(1)),
    `hour` DateTime CODEC(Delta(4), ZSTD(1)),
    `first` DateTime64(3) CODEC(Delta(8), ZSTD(1)),
    `last` DateTime64(3) CODEC(Delta(8), ZSTD(1)),
    `written_at` DateTime64(3) CODEC(Delta(8), ZSTD(1)),
    `samples` UInt16 CODEC(ZSTD(1)),
    `times` UInt64 CODEC(Delta(8), ZSTD(1)),
    `exponent` UInt8 CODEC(ZSTD(1)),
    `base` Int64 CODEC(Delta(8), ZSTD(1)),
    `slope` Int64 CODEC(ZSTD(1)),
    `r8` Array(Int8) CODEC(ZSTD(1)),
    `r16` Array(Int16) CODEC(T64('bit'), ZSTD(1)),
    `r32` Array(Int32) CODEC(T64, ZSTD(1)),
    `r64` Array(Int64) CODEC(ZSTD(1)),
    `floats` Array(Float64) CODEC(FPC, ZSTD(1)),
    `special_at` Array(UInt16) CODEC(ZSTD(1)),
    `special` Array(UInt64) CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toDate(hour)
ORDER BY (metric, hour, fingerprint, first, written_at)
TTL toDateTime(last) + toIntervalSecond(34128000)
SETTINGS index_granularity = 128, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, fsync_after_insert = 1, fsync_part_directory = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS metric_chunks ON CLUSTER 'main' AS metric_chunks_local
ENGINE = Distributed('main', currentDatabase(), 'metric_chunks_local', fingerprint);

CREATE TABLE IF NOT EXISTS metric_timestamps_local ON CLUSTER 'main'
(
    `hour` DateTime CODEC(Delta(4), ZSTD(1)),
    `id` UInt64 CODEC(NONE),
    `times` Array(DateTime64(3)) CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toDate(hour)
ORDER BY (hour, id)
TTL (hour + toIntervalSecond(34128000)) + toIntervalDay(1)
SETTINGS index_granularity = 128, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, fsync_after_insert = 1, fsync_part_directory = 1, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS metric_timestamps ON CLUSTER 'main' AS metric_timestamps_local
ENGINE = Distributed('main', currentDatabase(), 'metric_timestamps_local', id);

ALTER TABLE metric_samples_local ON CLUSTER 'main'
    ADD COLUMN IF NOT EXISTS `written_at` DateTime64(3) DEFAULT now64(3) CODEC(Delta(8), ZSTD(1));

CREATE OR REPLACE VIEW metric_values ON CLUSTER 'main' AS
SELECT metric, fingerprint, time, value, written_at FROM metric_samples
UNION ALL
WITH
    arrayMap(i -> toInt64(i), range(chunk.samples)) AS positions,
    multiIf(notEmpty(chunk.r8), arrayMap(r -> toInt64(r), chunk.r8), notEmpty(chunk.r16), arrayMap(r -> toInt64(r), chunk.r16),
        notEmpty(chunk.r32), arrayMap(r -> toInt64(r), chunk.r32), notEmpty(chunk.r64), chunk.r64, arrayMap(i -> toInt64(0), positions)) AS residuals,
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15] AS powers,
    if(chunk.exponent = 255, chunk.floats,
        arrayMap((i, r) -> toFloat64(chunk.base + i * chunk.slope + r) / powers[chunk.exponent + 1], positions, arrayCumSum(residuals))) AS plain,
    arrayMap((v, i) -> if(has(chunk.special_at, i), reinterpretAsFloat64(chunk.special[indexOf(chunk.special_at, i)]), v), plain, positions) AS decoded
SELECT chunk.metric, chunk.fingerprint, sample.1 AS time, sample.2 AS value, chunk.written_at
FROM metric_chunks AS chunk
GLOBAL ANY LEFT JOIN metric_timestamps AS stamps ON stamps.hour = chunk.hour AND stamps.id = chunk.times
ARRAY JOIN arrayZip(stamps.times, decoded) AS sample;

CREATE OR REPLACE VIEW otel_metrics_gauge ON CLUSTER 'main' AS
SELECT
    series.resource AS ResourceAttributes,
    series.resource['service.name'] AS ServiceName,
    series.original_name AS MetricName,
    series.description AS MetricDescription,
    series.unit AS MetricUnit,
    series.labels AS Attributes,
    toDateTime(samples.time) AS TimeUnix,
    samples.value AS Value
FROM metric_values AS samples
GLOBAL ANY LEFT JOIN metric_series AS series
    ON series.day = toDate(samples.time) AND series.metric = samples.metric AND series.fingerprint = samples.fingerprint
WHERE series.type = 'GAUGE';

CREATE OR REPLACE VIEW otel_metrics_sum ON CLUSTER 'main' AS
SELECT
    series.resource AS ResourceAttributes,
    series.resource['service.name'] AS ServiceName,
    series.original_name AS MetricName,
    series.description AS MetricDescription,
    series.unit AS MetricUnit,
    series.labels AS Attributes,
    toDateTime(samples.time) AS TimeUnix,
    samples.value AS Value,
    CAST(multiIf(series.temporality = 'DELTA', 1, series.temporality = 'CUMULATIVE', 2, 0) AS Int32) AS AggregationTemporality,
    CAST(series.monotonic AS Bool) AS IsMonotonic
FROM metric_values AS samples
GLOBAL ANY LEFT JOIN metric_series AS series
    ON series.day = toDate(samples.time) AND series.metric = samples.metric AND series.fingerprint = samples.fingerprint
WHERE series.type = 'COUNTER';
