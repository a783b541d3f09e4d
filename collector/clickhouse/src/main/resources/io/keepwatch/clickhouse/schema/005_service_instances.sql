-- Which versions and instances of a service sent spans, and when for the first and last time. Rows of one key may be
-- several until they are merged: always min(first_seen), max(last_seen). Both are times of spans, not of arrival.
CREATE TABLE IF NOT EXISTS service_instances${local}${on_cluster}
(
    `service` LowCardinality(String),
    `version` LowCardinality(String),
    `instance` String,
    `first_seen` SimpleAggregateFunction(min, DateTime64(3)),
    `last_seen` SimpleAggregateFunction(max, DateTime64(3))
)
ENGINE = ${engine AggregatingMergeTree}
ORDER BY (service, version, instance)
TTL toDateTime(last_seen) + toIntervalSecond(${metrics_seconds})
SETTINGS index_granularity = 1024${deduplication};

${distributed service_instances cityHash64(service)};

CREATE MATERIALIZED VIEW IF NOT EXISTS service_instances_mv${on_cluster} TO service_instances${local} AS
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
FROM otel_traces${local}
GROUP BY service, version, instance;
