package io.keepwatch.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Slows down who guesses passwords: after a few failures each further attempt waits twice as long, counted for a user from an
/// address and, more generously, for an address whatever the user. A user is never locked out from elsewhere.
public final class SignInLimiter {

    private static final int FREE_PER_USER = 5;
    private static final int FREE_PER_ADDRESS = 25;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 20_000;

    private final Clock clock;
    private final Map<String, Failures> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Failures(int count, Instant last, Instant blockedUntil) {}

    public SignInLimiter(Clock clock) {
        this.clock = clock;
    }

    /// Announces an attempt, before the password is looked at. It counts as failed until [#succeeded] says otherwise, so that
    /// many attempts at the same moment are limited too.
    ///
    /// @return zero when the attempt may go ahead, or how long to wait
    public synchronized Duration begin(String user, String address) {
        Instant now = clock.instant();
        String perUser = perUser(user, address);
        String perAddress = perAddress(address);
        Duration wait = longer(waiting(perUser, now), waiting(perAddress, now));
        if (wait.isZero()) {
            fail(perUser, FREE_PER_USER, now);
            fail(perAddress, FREE_PER_ADDRESS, now);
        }
        return wait;
    }

    /// The password was right. The address keeps what others failed from there.
    public synchronized void succeeded(String user, String address) {
        remembered.remove(perUser(user, address));
        remembered.computeIfPresent(perAddress(address), (_, failures) ->
                failures.count() <= 1 ? null : new Failures(failures.count() - 1, failures.last(), Instant.MIN));
    }

    synchronized int remembered() {
        return remembered.size();
    }

    private Duration waiting(String key, Instant now) {
        Failures failures = remembered.get(key);
        return failures == null || !now.isBefore(failures.blockedUntil())
                ? Duration.ZERO
                : Duration.between(now, failures.blockedUntil());
    }

    private void fail(String key, int free, Instant now) {
        Failures before = remembered.get(key);
        boolean forgotten = before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now);
        int count = forgotten ? 1 : before.count() + 1;
        remembered.put(key, new Failures(count, now, count < free ? Instant.MIN : now.plus(waitAfter(count - free))));
    }

    private static Duration waitAfter(int doublings) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(doublings, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String perUser(String user, String address) {
        String name = user.strip().toLowerCase(Locale.ROOT);
        return network(address) + " " + (name.length() > 100 ? name.substring(0, 100) : name);
    }

    private static String perAddress(String address) {
        return network(address);
    }

    /// Whoever has an IPv6 address has 2^64 of them.
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, 8), 16)).getHostAddress() : address;
        } catch (UnknownHostException _) {
            return address;
        }
    }
}
