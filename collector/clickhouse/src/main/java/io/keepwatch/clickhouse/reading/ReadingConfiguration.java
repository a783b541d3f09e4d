package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.series.StoredSamples;
import io.keepwatch.telemetry.StoreReader;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.traces.TraceReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// In both roles: the control plane shows and evaluates, the collector tells how its store is.
@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {

    @Bean
    Questions clickHouseQuestions(ClickHouseClient client) {
        return new Questions(client);
    }

    @Bean
    TraceReader traceReader(Questions questions) {
        return new ClickHouseTraceReader(questions);
    }

    @Bean
    LogReader logReader(Questions questions) {
        return new ClickHouseLogReader(questions);
    }

    @Bean
    MetricReader metricReader(Questions questions, ClickHouseClient client) {
        return new ClickHouseMetricReader(questions, new StoredSamples(client));
    }

    @Bean
    ServiceReader serviceReader(Questions questions) {
        return new ClickHouseServiceReader(questions);
    }

    @Bean
    StoreReader storeReader(Questions questions) {
        return new ClickHouseStoreReader(questions);
    }
}
