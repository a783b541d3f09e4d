package io.keepwatch.ui.services;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One question behind several cards: the first asks, the others wait for its answer. What failed is asked again.
final class Once<T> implements Callable<T> {

    private final Callable<T> question;
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable T answer;

    Once(Callable<T> question) {
        this.question = question;
    }

    @Override
    public T call() throws Exception {
        asking.lockInterruptibly();
        try {
            T known = answer;
            if (known == null) {
                known = question.call();
                answer = known;
            }
            return known;
        } finally {
            asking.unlock();
        }
    }
}
