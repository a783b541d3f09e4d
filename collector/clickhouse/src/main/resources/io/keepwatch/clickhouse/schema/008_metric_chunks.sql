-- Samples whose hour of arrival is over, sealed: a row holds up to two hours of one series.
--
--   value i = (base + i * slope + r[1] + … + r[i]) / 10^exponent, where r is the one array of r8, r16, r32 and r64 that is not
--   empty (all empty: r = 0); exponent 255: the values are in `floats`. Where `special_at` names i, counted from 0, its value is
--   that of the bits in `special`: NaN and stale markers, infinities, -0.
--
-- Of several values at one instant, here or in metric_samples, that with the newest written_at counts; of a chunk this is that of
-- its newest sample. The same chunk may come twice. `times` names a row of metric_timestamps, which is written before.
CREATE TABLE IF NOT EXISTS metric_chunks${local}${on_cluster}
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
ENGINE = ${engine ReplacingMergeTree}
PARTITION BY toDate(hour)
ORDER BY (metric, hour, fingerprint, first, written_at)
TTL toDateTime(last) + toIntervalSecond(${metrics_seconds})
SETTINGS index_granularity = 128, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${durable}${deduplication};

${distributed metric_chunks fingerprint};

-- The instants of chunks, by hour and hash: the series of one sender share them. They outlive their chunks.
CREATE TABLE IF NOT EXISTS metric_timestamps${local}${on_cluster}
(
    `hour` DateTime CODEC(Delta(4), ZSTD(1)),
    `id` UInt64 CODEC(NONE),
    `times` Array(DateTime64(3)) CODEC(Delta(8), ZSTD(1))
)
ENGINE = ${engine ReplacingMergeTree}
PARTITION BY toDate(hour)
ORDER BY (hour, id)
TTL (hour + toIntervalSecond(${metrics_seconds})) + toIntervalDay(1)
SETTINGS index_granularity = 128, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1${durable}${deduplication};

${distributed metric_timestamps id};

-- Tables that are older than the column; the parts in them take the time of reading for it until they are merged.
ALTER TABLE metric_samples${local}${on_cluster}
    ADD COLUMN IF NOT EXISTS `written_at` DateTime64(3) DEFAULT now64(3) CODEC(Delta(8), ZSTD(1));

-- Every sample, sealed or not, for people and tools that read SQL. Keepwatch reads the tables. A sample may come twice.
CREATE OR REPLACE VIEW metric_values${on_cluster} AS
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

-- For tools that know the exporter's metric tables. Attributes carry Prometheus' label names; Keepwatch reads the tables.
-- ANY LEFT and not ANY INNER, which takes each row of the right side for one row of the left only.
CREATE OR REPLACE VIEW otel_metrics_gauge${on_cluster} AS
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

CREATE OR REPLACE VIEW otel_metrics_sum${on_cluster} AS
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
