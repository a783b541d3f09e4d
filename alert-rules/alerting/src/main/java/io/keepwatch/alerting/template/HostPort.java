package io.keepwatch.alerting.template;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address `host:port` or `[host]:port`.
record HostPort(String host, String port) {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IP_4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /// Empty when there is no port, or more than an address.
    static Optional<HostPort> of(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host = address.substring(0, colon);
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            boolean whole = end == colon - 1 && address.indexOf('[', 1) < 0 && address.indexOf(']', end + 1) < 0;
            return whole ? Optional.of(new HostPort(address.substring(1, end), address.substring(colon + 1))) : Optional.empty();
        }
        boolean plain = host.indexOf(':') < 0 && address.indexOf('[') < 0 && address.indexOf(']') < 0;
        return plain ? Optional.of(new HostPort(host, address.substring(colon + 1))) : Optional.empty();
    }

    /// The first name of the host, and the port if there is one; an IP address stays.
    static String withoutDomain(String address) {
        String host = of(address).map(HostPort::host).orElse(address);
        if (isIpAddress(host)) {
            return address;
        }
        String name = host.split("\\.", -1)[0];
        String port = of(address).map(HostPort::port).orElse("");
        return port.isEmpty() ? name : (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port;
    }

    private static boolean isIpAddress(String host) {
        if (host.indexOf(':') < 0 || host.indexOf('%') >= 0) {
            return IP_4.matcher(host).matches();
        }
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
