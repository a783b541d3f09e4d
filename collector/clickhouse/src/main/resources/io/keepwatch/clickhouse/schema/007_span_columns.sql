-- Attributes that the console asks of every span in sight, as columns: the facets beside the traces, the failures on Overview. To read
-- one from its map costs ten times as much. Parts that were written before read them from the map until they are merged.
ALTER TABLE otel_traces${local}${on_cluster}
    ADD COLUMN IF NOT EXISTS `ErrorType` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'error.type'), SpanAttributes['error.type'], ResourceAttributes['error.type']) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `HttpRoute` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'http.route'), SpanAttributes['http.route'], ResourceAttributes['http.route']) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `HttpStatusCode` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'http.response.status_code'), SpanAttributes['http.response.status_code'], ResourceAttributes['http.response.status_code']) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `DbSystem` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'db.system.name'), SpanAttributes['db.system.name'], ResourceAttributes['db.system.name']) CODEC(ZSTD(1));

-- On a cluster also in the table that stands before it; where there is one server, this is the same table and changes nothing.
ALTER TABLE otel_traces${on_cluster}
    ADD COLUMN IF NOT EXISTS `ErrorType` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'error.type'), SpanAttributes['error.type'], ResourceAttributes['error.type']),
    ADD COLUMN IF NOT EXISTS `HttpRoute` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'http.route'), SpanAttributes['http.route'], ResourceAttributes['http.route']),
    ADD COLUMN IF NOT EXISTS `HttpStatusCode` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'http.response.status_code'), SpanAttributes['http.response.status_code'], ResourceAttributes['http.response.status_code']),
    ADD COLUMN IF NOT EXISTS `DbSystem` LowCardinality(String) MATERIALIZED if(mapContains(SpanAttributes, 'db.system.name'), SpanAttributes['db.system.name'], ResourceAttributes['db.system.name']);
