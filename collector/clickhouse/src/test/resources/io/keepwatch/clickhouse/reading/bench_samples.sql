-- A sample of each series of bench_series.sql every fifteen seconds.
INSERT INTO metric_samples (metric, fingerprint, time, value)
SELECT
    concat('bench_gauge_', toString(intDiv(number % 2000, 50))),
    sipHash64(number % 2000),
    fromUnixTimestamp64Milli(intDiv({from:Int64}, 1000000) + intDiv(number, 2000) * 15000),
    sipHash64(number) % 1000 / 10
FROM numbers(2000 * intDiv({length:Int64}, 15000000000))
