package io.keepwatch.promql.eval;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Orders texts as a person would: `node2` before `node10`.
enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String one, String other) {
        Matcher a = PART.matcher(one);
        Matcher b = PART.matcher(other);
        while (a.find()) {
            if (!b.find()) {
                return 1;
            }
            int order = part(a.group(), b.group());
            if (order != 0) {
                return order;
            }
        }
        return b.find() ? -1 : 0;
    }

    private static int part(String one, String other) {
        boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
        int order = numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
        return order != 0 || !numbers ? order : Integer.compare(one.length(), other.length());
    }
}
