-- The series of forty gauges, fifty each.
INSERT INTO metric_series (day, metric, fingerprint, labels, family, type, unit, original_name, description, temporality, monotonic, resource)
SELECT
    arrayJoin(arrayDistinct([toDate(fromUnixTimestamp64Nano({from:Int64})), toDate(fromUnixTimestamp64Nano({from:Int64} + {length:Int64}))])),
    concat('bench_gauge_', toString(intDiv(number, 50))),
    sipHash64(number),
    map('job', concat('service-', toString(number % 20)), 'instance', concat('i-', toString(number % 50)), 'pool', concat('pool-', toString(number % 4))),
    concat('bench_gauge_', toString(intDiv(number, 50))), 'GAUGE', '1', concat('bench.gauge.', toString(intDiv(number, 50))), 'Invented', 'UNSPECIFIED', 0, map('service.name', concat('service-', toString(number % 20)))
FROM numbers(2000)
