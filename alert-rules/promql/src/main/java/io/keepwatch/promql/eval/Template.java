package io.keepwatch.promql.eval;

import com.google.re2j.Matcher;

/// Fills a replacement text with the groups of a match, as Go does: `$1`, `${1}`, `$name`, `$$`. A name is as long as it can be,
/// so `$1_x` is the group `1_x`, which is empty when there is none.
public final class Template {

    private Template() {}

    public static String expand(String template, Matcher match) {
        var text = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$' || i + 1 == template.length()) {
                text.append(c);
                i++;
                continue;
            }
            if (template.charAt(i + 1) == '$') {
                text.append('$');
                i += 2;
                continue;
            }
            boolean braced = template.charAt(i + 1) == '{';
            int from = i + (braced ? 2 : 1);
            int to = from;
            while (to < template.length() && isNamePart(template.charAt(to))) {
                to++;
            }
            if (to == from || braced && (to == template.length() || template.charAt(to) != '}')) {
                text.append('$'); // no name: the sign stands for itself
                i++;
                continue;
            }
            text.append(group(template.substring(from, to), match));
            i = braced ? to + 1 : to;
        }
        return text.toString();
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static String group(String name, Matcher match) {
        boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9') && (name.length() == 1 || name.charAt(0) != '0') && name.length() < 9;
        String group = null;
        if (number) {
            int index = Integer.parseInt(name);
            group = index <= match.groupCount() ? match.group(index) : null;
        } else if (match.pattern().namedGroups().containsKey(name)) {
            group = match.group(name);
        }
        return group == null ? "" : group;
    }
}
