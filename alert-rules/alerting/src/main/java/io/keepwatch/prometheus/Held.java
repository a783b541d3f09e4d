package io.keepwatch.prometheus;

/// A result whose memory counts as taken until it is closed: for those who write it to somebody slow.
record Held<T>(T value, SampleBudget.Share share) implements AutoCloseable {

    @Override
    public void close() {
        share.close();
    }
}
