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

-- What edges are computed from, in the order of time: otel_traces is ordered by service and operation, and a minute of it is
-- read from all over the day. `span` and `parent` are hashes of trace and span id (0: no parent). `outside_kind` and
-- `outside` name what a client or producer span says it called, by old and new semantic conventions.
CREATE TABLE IF NOT EXISTS span_calls${local}${on_cluster}
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
ENGINE = ${engine MergeTree}
PARTITION BY toDate(window)
ORDER BY (window, service, kind)
TTL window + toIntervalDay(3)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1${deduplication};

${distributed span_calls span};

CREATE MATERIALIZED VIEW IF NOT EXISTS span_calls_mv${on_cluster} TO span_calls${local} AS
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
FROM otel_traces${local}
WHERE SpanKind IN ('Client', 'Producer', 'Server', 'Consumer');

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
